package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Capability;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that never change hands, but of which the other side of a capability keeps copies, fed by events: stores, for dispatch.
 * What was there before the other side, or while its queue was not, is told with the backfill of that capability.
 * Where all of a capability's kinds are such, because nobody owns what only grows, both sides declare them, tell each other, and
 * report each kind to the console by its name.
 * Declared as a bean by whoever keeps the rows. Every method runs in the caller's transaction.
 */
public interface CopiedKind {

    /** Unlike any {@link OwnedKind#name}: {@code store}. */
    String name();

    /** Whose other side keeps the copies. */
    Capability capability();

    /**
     * Appends the event that carries the row as it is, with the sequence it has, once more. It is of the type that the other
     * side reads anyway, in every version there has been: what it did not understand would count as told.
     */
    void publish(String id);

    /**
     * @param after exclusive; null for the first page
     * @return ascending by the order of {@link String#compareTo}: in SQL {@code collate "C"}
     */
    List<String> idsAfter(@Nullable String after, int limit);

    /** How many there are here, for the console. */
    default long count() {
        return 0;
    }
}
