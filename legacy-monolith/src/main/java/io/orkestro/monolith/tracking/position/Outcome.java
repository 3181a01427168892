package io.orkestro.monolith.tracking.position;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a report.
 *
 * @param accepted how many fixes are kept
 * @param ignored how many are not
 * @param keptOut how many are not in the live picture, by {@link Verdict#word}
 */
record Outcome(
        int accepted,
        int ignored,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> keptOut) {

    static Outcome of(Collection<Verdict> verdicts) {
        int accepted = (int) verdicts.stream().filter(Verdict::isKept).count();
        Map<String, Integer> keptOut = new TreeMap<>();
        verdicts.stream()
                .filter(verdict -> verdict != Verdict.LIVE)
                .forEach(verdict -> keptOut.merge(verdict.word(), 1, Integer::sum));
        return new Outcome(accepted, verdicts.size() - accepted, keptOut);
    }
}
