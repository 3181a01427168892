package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.dispatch.rule.DecisionRound;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a transition caused: exactly one event, and at most one thing to ask of the marketplace, in the same transaction.
 *
 * @param event what happened, {@code delivery.picked_up}
 * @param occurredAt when: now, or when a courier says it was
 * @param round the choice that was made with it, for the record
 */
record Change(
        String event,
        Instant occurredAt,
        @Nullable Ask ask,
        @Nullable DecisionRound round) {

    static final String CREATED = "delivery.created";
    static final String UPDATED = "delivery.updated";
    static final String PROOF_ADDED = "delivery.proof_added";

    Change(String event, Instant occurredAt, @Nullable Ask ask) {
        this(event, occurredAt, ask, null);
    }

    Change with(DecisionRound decided) {
        return new Change(event, occurredAt, ask, decided);
    }

    /** Something to ask of the marketplace. */
    sealed interface Ask {}

    /** Prices and times of all couriers. */
    record Quotes(String requestId) implements Ask {}

    /** A courier's yes or no. */
    record Booking(Attempt attempt) implements Ask {}

    /** The end of a booking. */
    record Withdrawal(Attempt attempt, String reason) implements Ask {}
}
