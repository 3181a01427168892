package io.orkestro.platform.backend;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Aggregates of one kind as others are told of them, and as others tell of them. All within the caller's transaction. */
public interface Copies {

    /** A row, owned or not. */
    record Copy(long epoch, long sequence, Supplier<? extends JsonNode> whole) {}

    /** Others wait until this transaction has ended. */
    Optional<Copy> lock(String id);

    Optional<Copy> find(String id);

    /**
     * The row becomes this, or begins so.
     *
     * @param unknownIn what of the snapshot is not in the one given: that as read and written here
     */
    void keep(String id, long epoch, long sequence, JsonNode snapshot, UnaryOperator<JsonNode> unknownIn);

    /** Nothing but the epoch changes. */
    void surrender(String id, long epoch);

    /** As it is, said again to those who keep copies; nothing has happened. */
    void tellAgain(String id);

    /** What an event of the other side tells beside the snapshot. */
    default void heard(String id, JsonNode eventData) {}

    /** In the order of their bytes. */
    List<String> idsAfter(@Nullable String after, int limit);

    /** @param parity 1 for odd epochs, 0 for even ones */
    long countWithParity(int parity);
}
