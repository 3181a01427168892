package io.orkestro.gateway.edge.shadow;

import java.util.List;

/** What two answers are to each other. */
sealed interface Verdict {

    record Same() implements Verdict {}

    /** @param fields at least one, and at most as many as anybody wants to see */
    record Different(List<Field> fields) implements Verdict {}

    /** They differed, and went on changing. */
    record Undecided() implements Verdict {}

    /** They cannot be held against each other, through nobody's fault. */
    record NotComparable(Dropped reason) implements Verdict {}
}
