package io.orkestro.gateway.edge.shadow;

/** How one field of two answers is compared. Null and absent are the same; an ignored field may be on one side alone. */
sealed interface Rule {

    /** The same text, the same number however it is written, the same fields, the same elements in the same order. */
    record Exact() implements Rule {}

    /** Nobody minds. */
    record Ignored() implements Rule {}

    /** Both have one, of the same JSON type: random secrets, codes, signed tokens. */
    record Present() implements Rule {}

    /** An id that is derived from the {@code Idempotency-Key}, so exact where there was one; else as {@link Present}. */
    record Derived() implements Rule {}

    /** Numbers not further apart. */
    record Within(double distance) implements Rule {}

    /** Times (RFC 3339) not further apart: what says "now". */
    record WithinSeconds(long seconds) implements Rule {}

    /**
     * A page of a list that grows at its beginning. Elements change, come and go each by itself; what comes first pushes
     * others off the end.
     *
     * @param key the field that tells elements apart
     */
    record Listed(String key) implements Rule {}

    /**
     * An array whose order says nothing.
     *
     * @param key the field that tells elements apart, or empty where they are plain values
     */
    record Unordered(String key) implements Rule {}
}
