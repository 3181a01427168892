package io.orkestro.dispatch.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One choice among couriers, kept so that the retailer can see why: everybody considered, best first, the ruled out last.
 *
 * @param chosen the courier asked first, null where nobody was left
 */
public record DecisionRound(
        Instant at,
        long rulesVersion,
        Strategy strategy,
        List<Candidate> candidates,
        @Nullable String chosen) {

    /** Those to ask, in order. */
    public List<Candidate> ranking() {
        return candidates.stream().filter(Candidate::eligible).toList();
    }
}
