package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.proof.Proof;
import io.orkestro.dispatch.rule.Candidate;
import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.dispatch.rule.DispatchRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every event of a delivery carries: all there is, so that whoever has the newest needs no other, and can go on with
 * the delivery where it stands ({@link Delivery#become}).
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
     * What dispatch itself needs to go on, as far as the retailer's own view does not say it.
     *
     * @param awaiting what comes next: {@code quotes}, {@code booking}, {@code withdrawal}; null where nothing is asked
     * @param decision the sides of the step that is under way
     * @param booking of the current attempt; null before the first
     */
    record Work(
            @Nullable String awaiting,
            String decision,
            @Nullable Instant nextDueAt,
            @Nullable Instant quotesAt,
            @Nullable Instant askAgainAt,
            @Nullable Instant giveUpAt,
            int quotesAsked,
            Fallback fallback,
            String fingerprint,
            DispatchRules rules,
            List<Candidate> candidates,
            @Nullable Notes booking,
            List<Proof> proofs) {}

    /** What is known of the current attempt beyond its view; of earlier ones nothing is kept. */
    record Notes(
            @Nullable String vehicle,
            @Nullable String quoteToken,
            @Nullable Driver driver,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta,
            @Nullable Instant confirmedAt,
            @Nullable Instant heardAt) {

        static @Nullable Notes of(@Nullable Attempt attempt) {
            return attempt == null
                    ? null
                    : new Notes(
                            attempt.vehicle(),
                            attempt.quoteToken(),
                            attempt.driver(),
                            attempt.pickupEta(),
                            attempt.dropoffEta(),
                            attempt.confirmedAt(),
                            attempt.heardAt());
        }
    }

    private static final Notes NONE = new Notes(null, null, null, null, null, null, null);

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
                        delivery.quotesAt(),
                        delivery.askAgainAt(),
                        delivery.giveUpAt(),
                        delivery.quotesAsked(),
                        delivery.fallback(),
                        delivery.fingerprint(),
                        delivery.rules(),
                        delivery.candidates(),
                        Notes.of(delivery.currentAttempt()),
                        delivery.proofs()),
                rounds);
    }

    List<Attempt> attempts() {
        int current = delivery.attempts().size();
        return delivery.attempts().stream()
                .map(one -> attempt(one, one.number() == current ? work.booking() : null))
                .toList();
    }

    private static Attempt attempt(DeliveryView.AttemptView view, @Nullable Notes known) {
        Notes notes = known == null ? NONE : known;
        return new Attempt(
                view.number(),
                view.id(),
                view.courierId(),
                view.courierName(),
                view.bookingId(),
                view.status(),
                view.reason(),
                view.fee(),
                notes.vehicle(),
                notes.quoteToken(),
                notes.driver(),
                notes.pickupEta(),
                notes.dropoffEta(),
                view.requestedAt(),
                view.answerBy(),
                notes.confirmedAt(),
                view.answeredAt(),
                notes.heardAt());
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
