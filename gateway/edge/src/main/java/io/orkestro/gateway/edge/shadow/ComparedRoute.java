package io.orkestro.gateway.edge.shadow;

import java.util.Set;

/**
 * Requests that can be compared, and how.
 *
 * @param name method and pattern, as differences and counts are kept under it
 * @param isRehearsed whether it writes, so that the other side is only to answer as if
 * @param overtaken what the other side answers where the news of the client's own write came before the question
 */
record ComparedRoute(String name, boolean isRehearsed, Set<Integer> overtaken, Rules rules) {

    static ComparedRoute read(String name, Rules rules) {
        return new ComparedRoute(name, false, Set.of(), rules);
    }

    static ComparedRoute rehearsed(String name, Rules rules) {
        return new ComparedRoute(name, true, Set.of(), rules);
    }

    ComparedRoute unlessOvertaken(int status) {
        return new ComparedRoute(name, isRehearsed, Set.of(status), rules);
    }

    boolean wasOvertaken(Answer served, Answer asked) {
        return served.isReplay() != asked.isReplay() || (served.status() < 300 && overtaken.contains(asked.status()));
    }
}
