package io.orkestro.gateway.console.traffic;

import io.orkestro.platform.routing.Side;
import java.time.Instant;
import java.util.Map;

/**
 * What both sides did in one piece of the time that is looked at.
 *
 * @param served answers to clients, of each side that gave any
 * @param asked answers that were only compared, of each side that gave any
 */
public record Slice(Instant begin, Map<Side, Counts> served, Map<Side, Counts> asked) {

    public Counts served(Side side) {
        return served.getOrDefault(side, Counts.NONE);
    }

    /** How a side did: by what it served, or where that is nothing by what it was asked. */
    public Counts answered(Side side) {
        return served.containsKey(side) ? served(side) : asked.getOrDefault(side, Counts.NONE);
    }
}
