package io.orkestro.gateway.edge.shadow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two answers beside each other, in parts that change each by itself: the elements of a list by what tells them apart, and the
 * rest, or all of what is no list.
 *
 * @param differences of all parts that were looked at; of one that is the same on both sides, none
 * @param pushedOff elements of one side's page that on the other's are behind its end
 * @param isWhole both could be read; else nothing is known of elements
 */
record Parts(Map<String, List<Field>> differences, Set<String> pushedOff, boolean isWhole) {

    static final String REST = "";

    Set<String> different() {
        return differences.keySet().stream()
                .filter(part -> !isSame(part))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** On both sides, and the same. */
    boolean isSame(String part) {
        List<Field> fields = differences.get(part);
        return fields != null && fields.isEmpty();
    }

    /** The same, or on neither side. */
    boolean hasNothingAgainst(String part) {
        boolean isKnown = isWhole || part.equals(REST);
        return isKnown && !pushedOff.contains(part) && differencesIn(part).isEmpty();
    }

    List<Field> differencesIn(String part) {
        return differences.getOrDefault(part, List.of());
    }
}
