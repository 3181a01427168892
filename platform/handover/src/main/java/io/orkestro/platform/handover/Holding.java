package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Side;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * A row that a side keeps, owned or replica.
 *
 * @param epoch says who owns it: odd the monolith, even the service
 * @param sequence counts its changes, across owners
 * @param snapshot the aggregate whole, as its events carry it; made only where it is needed
 */
public record Holding(long epoch, long sequence, Supplier<JsonNode> snapshot) {

    public Side owner() {
        return Epochs.ownerOf(epoch);
    }
}
