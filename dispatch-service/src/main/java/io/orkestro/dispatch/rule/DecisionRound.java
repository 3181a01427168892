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

    /** The retailer's own choice, by a quote it was given: nobody else was considered. */
    public static DecisionRound ofOwnChoice(Candidate candidate, DispatchRules rules, Instant now) {
        return new DecisionRound(now, rules.version(), rules.strategy(), List.of(candidate), candidate.courierId());
    }
}
