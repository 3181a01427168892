package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.dispatch.proof.Proof;
import io.orkestro.monolith.dispatch.rule.Candidate;
import io.orkestro.monolith.dispatch.rule.DecisionRound;
import io.orkestro.monolith.dispatch.rule.DispatchRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every event of a delivery carries: all there is, so that whoever has the newest needs no other.
 *
 * @param key for routing
 * @param occurredAt when it happened, by the clock of whoever did it
 * @param rounds of the decision record, those that are new with this event; null where none is
 */
record DeliverySnapshot(
        DeliveryView delivery,
        String retailerId,
        String key,
        Instant occurredAt,
        Work work,
        @Nullable List<DecisionRound> rounds) {

    /**
     * What dispatch itself needs to go on.
     *
     * @param awaiting what comes next: {@code quotes}, {@code booking}, {@code withdrawal}; null where nothing is asked
     * @param decision the sides of the step that is under way
     */
    record Work(
            @Nullable String awaiting,
            String decision,
            @Nullable Instant nextDueAt,
            @Nullable Instant askAgainAt,
            int quotesAsked,
            Fallback fallback,
            String fingerprint,
            DispatchRules rules,
            List<Candidate> candidates,
            List<Attempt> attempts,
            List<Proof> proofs) {}

    static DeliverySnapshot of(
            Delivery delivery, String publicUrl, Instant occurredAt, @Nullable List<DecisionRound> rounds) {
        return new DeliverySnapshot(
                DeliveryView.of(delivery, publicUrl),
                delivery.retailerId(),
                delivery.key().value(),
                occurredAt,
                new Work(
                        awaiting(delivery.dispatchState()),
                        delivery.decision().encoded(),
                        delivery.nextDueAt(),
                        delivery.askAgainAt(),
                        delivery.quotesAsked(),
                        delivery.fallback(),
                        delivery.fingerprint(),
                        delivery.rules(),
                        delivery.candidates(),
                        delivery.attempts(),
                        delivery.proofs()),
                rounds);
    }

    private static @Nullable String awaiting(DispatchState state) {
        return switch (state) {
            case QUOTING -> "quotes";
            case BOOKING -> "booking";
            case WITHDRAWING -> "withdrawal";
            case WAITING_FOR_DISPATCH, SCHEDULED, BOOKED, SEARCHING, DONE -> null;
        };
    }
}
