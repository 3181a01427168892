package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Aggregates of one kind, as they are handed over: implemented by whoever keeps them, declared as a bean. Every method
 * runs in the caller's transaction. Rows of both owners are in the same table; the epoch tells them apart.
 */
public interface OwnedKind {

    /** In addresses and messages, the same on both sides: {@code delivery}. */
    String name();

    /** Whose exchange carries this kind's events. */
    Capability capability();

    /** Owned or replica; locks the row until the transaction ends ({@code for update}). */
    Optional<Holding> lock(String id);

    /** As {@link #lock}, without locking. */
    Optional<Holding> find(String id);

    /**
     * Inserts or replaces the row, as replica or as adopted: the epoch says which. Publishes nothing. Fields of the
     * snapshot that this side does not know are kept, see {@link UnknownFields}.
     */
    void keep(String id, long epoch, long sequence, JsonNode snapshot);

    /** Gives it up, or takes it, without its data: only the epoch changes. */
    void surrender(String id, long epoch);

    /** Appends the event that carries the present snapshot, again, with the row's epoch and sequence. */
    void publish(String id);

    /**
     * Ids of owned rows and replicas alike.
     *
     * @param after exclusive; null for the first page
     * @return ascending by the order of {@link String#compareTo}: in SQL {@code collate "C"}
     */
    List<String> idsAfter(@Nullable String after, int limit);

    /** Where the snapshot is in this kind's events: {@code data.delivery}. */
    JsonNode snapshotIn(JsonNode eventData);

    /**
     * Whether "there is none" is an answer too, as where everybody has defaults. Else an id that is not known here, while
     * the other side cannot be asked, is neither there nor not there.
     */
    default boolean isCompleteWithout() {
        return false;
    }

    /**
     * What an event carries beside the snapshot and only ever grows: it is nobody's own, so both sides keep it. After
     * {@link #keep}, in the same transaction; what is known already changes nothing.
     */
    default void heard(String id, JsonNode eventData) {}

    /** How many rows a side owns, as far as is known here; for ops. Override it where SQL counts faster. */
    default long countOwnedBy(Side side) {
        long count = 0;
        List<String> ids = idsAfter(null, 500);
        while (!ids.isEmpty()) {
            count += ids.stream()
                    .flatMap(id -> find(id).stream())
                    .filter(holding -> holding.owner() == side)
                    .count();
            ids = idsAfter(ids.getLast(), 500);
        }
        return count;
    }
}
