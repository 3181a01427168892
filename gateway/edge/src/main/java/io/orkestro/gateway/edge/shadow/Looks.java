package io.orkestro.gateway.edge.shadow;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what both sides say to one request, some time apart. What differs may be a change that one side has already and the
 * other not yet. So what was once the same on both sides is settled, and a difference is one only in a part, an element of a list
 * or a document, that never was the same, stood still on both sides since the look before, and is not young: news may take a while.
 */
final class Looks {

    private static final int FIELDS_AT_MOST = 20;

    private final ComparedRoute route;
    private final boolean keyed;
    private final Duration young;
    private @Nullable Set<String> open;
    private Pair.@Nullable Both before;

    /** @param young what happened longer ago is known to both sides */
    Looks(ComparedRoute route, boolean keyed, Duration young) {
        this.route = route;
        this.keyed = keyed;
        this.young = young;
    }

    /**
     * One more look.
     *
     * @param at by this machine's clock
     * @return of the first one, {@link Verdict.Different} for whatever differs; of later ones for what has stood still and is not
     *     young, and else {@link Verdict.Undecided}
     */
    Verdict look(Pair.Both now, Instant at) {
        Dropped objection = AnswerComparison.objectionTo(route, now.served(), now.asked());
        if (objection != null) {
            return new Verdict.NotComparable(objection);
        }
        Parts parts = compare(now.served(), now.asked());
        Set<String> left = stillOpen(parts);
        if (left.isEmpty()) {
            return new Verdict.Same();
        }
        Predicate<String> isDecided =
                before == null ? _ -> true : stoodStill(before, now).and(part -> !isYoung(part, now, at));
        List<Field> fields = left.stream()
                .filter(isDecided)
                .flatMap(part -> parts.differencesIn(part).stream())
                .limit(FIELDS_AT_MOST)
                .toList();
        open = parts.isWhole() || open != null ? left : null;
        before = now;
        return fields.isEmpty() ? new Verdict.Undecided() : new Verdict.Different(fields);
    }

    /** Of the parts that differed at first. What came into a list since then is of another request's concern. */
    private Set<String> stillOpen(Parts parts) {
        if (open == null) {
            return parts.different();
        }
        Set<String> left = new LinkedHashSet<>(open);
        left.removeIf(parts::isSame);
        return left;
    }

    private Predicate<String> stoodStill(Pair.Both earlier, Pair.Both now) {
        Parts served = compare(earlier.served(), now.served());
        Parts asked = compare(earlier.asked(), now.asked());
        return part -> served.hasNothingAgainst(part) && asked.hasNothingAgainst(part);
    }

    private boolean isYoung(String part, Pair.Both now, Instant at) {
        return Stream.of(now.served(), now.asked())
                .map(answer -> AnswerComparison.partOf(route, answer, part))
                .anyMatch(json -> json != null && Age.isYounger(json, young, at));
    }

    private Parts compare(Answer one, Answer other) {
        return AnswerComparison.compare(route, keyed, one, other);
    }
}
