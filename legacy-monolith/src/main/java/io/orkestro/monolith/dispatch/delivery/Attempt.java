package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.monolith.dispatch.rule.Candidate;
import io.orkestro.monolith.money.Money;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One try at a delivery by one courier. Its ids follow from the delivery's and its number, so that a repeated step asks
 * for the same booking again and not for a second one.
 *
 * @param number from 1
 * @param reason why the booking ended without a delivery
 * @param quoteToken the retailer's own choice, as the marketplace signed it
 * @param answerBy past it a request is answered {@code expired}
 * @param confirmedAt when the courier said yes
 * @param answeredAt when the marketplace last answered
 * @param heardAt when the courier was last heard of on its way to the pick-up, where the rules have it watched
 */
public record Attempt(
        int number,
        String id,
        String courierId,
        String courierName,
        String bookingId,
        Status status,
        @Nullable String reason,
        Money fee,
        @Nullable String vehicle,
        @Nullable String quoteToken,
        @Nullable Driver driver,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta,
        Instant requestedAt,
        Instant answerBy,
        @Nullable Instant confirmedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant heardAt) {

    /** Bytes: there may be many attempts, and one snapshot carries them all. */
    static final int LONGEST_NAME = 60;

    static final int LONGEST_REASON = 80;

    /** The courier was full and never asked: it may be tried again later. */
    static final String AT_CAPACITY = "at_capacity";

    /** How the booking of an attempt stands. */
    public enum Status {
        REQUESTED,
        CONFIRMED,
        REJECTED,
        EXPIRED,
        WITHDRAWN,
        COMPLETED;

        boolean isLive() {
            return this == REQUESTED || this == CONFIRMED;
        }
    }

    static Attempt requested(
            String deliveryId, int number, Candidate candidate, @Nullable String token, Instant now, Instant answerBy) {
        String id = Ids.derived("att", RoutingKey.ofPublicId(deliveryId), deliveryId, Integer.toString(number));
        return new Attempt(
                number,
                id,
                candidate.courierId(),
                ShortText.of(candidate.courierName(), LONGEST_NAME),
                Ids.derived("bkg", RoutingKey.ofPublicId(candidate.courierId()), id),
                Status.REQUESTED,
                null,
                Objects.requireNonNull(candidate.fee(), "a courier is booked at a price"),
                candidate.vehicle(),
                token,
                null,
                candidate.pickupEta(),
                candidate.dropoffEta(),
                now,
                answerBy,
                null,
                null,
                null);
    }

    boolean isLive() {
        return status.isLive();
    }

    /** Whether its courier is not to be asked again. */
    boolean countsAsTried() {
        return !AT_CAPACITY.equals(reason);
    }

    boolean wasConfirmed() {
        return confirmedAt != null;
    }

    Attempt confirmed(Confirmation yes, Instant now) {
        return new Attempt(
                number,
                id,
                courierId,
                yes.courierName() == null ? courierName : ShortText.of(yes.courierName(), LONGEST_NAME),
                bookingId,
                Status.CONFIRMED,
                null,
                yes.fee() == null ? fee : yes.fee(),
                yes.vehicle() == null ? vehicle : yes.vehicle(),
                quoteToken,
                Driver.updated(driver, yes.driver()),
                yes.pickupEta() == null ? pickupEta : yes.pickupEta(),
                yes.dropoffEta() == null ? dropoffEta : yes.dropoffEta(),
                requestedAt,
                answerBy,
                now,
                now,
                null);
    }

    Attempt ended(Status how, @Nullable String why, Instant now) {
        return new Attempt(
                number,
                id,
                courierId,
                courierName,
                bookingId,
                how,
                why == null ? null : ShortText.of(why, LONGEST_REASON),
                fee,
                vehicle,
                quoteToken,
                driver,
                pickupEta,
                dropoffEta,
                requestedAt,
                answerBy,
                confirmedAt,
                how == Status.COMPLETED ? answeredAt : now,
                heardAt);
    }

    Attempt withNews(@Nullable Driver news, @Nullable Instant newPickupEta, @Nullable Instant newDropoffEta) {
        return new Attempt(
                number,
                id,
                courierId,
                courierName,
                bookingId,
                status,
                reason,
                fee,
                vehicle,
                quoteToken,
                Driver.updated(driver, news),
                newPickupEta == null ? pickupEta : newPickupEta,
                newDropoffEta == null ? dropoffEta : newDropoffEta,
                requestedAt,
                answerBy,
                confirmedAt,
                answeredAt,
                heardAt);
    }

    boolean wasHeardSince(Instant then) {
        return heardAt != null && !heardAt.isBefore(then);
    }

    Attempt heard(Instant now) {
        return new Attempt(
                number,
                id,
                courierId,
                courierName,
                bookingId,
                status,
                reason,
                fee,
                vehicle,
                quoteToken,
                driver,
                pickupEta,
                dropoffEta,
                requestedAt,
                answerBy,
                confirmedAt,
                answeredAt,
                now);
    }

    /** What is kept of it once there is another: what its retailer sees, and nobody's name or phone. */
    Attempt past() {
        return new Attempt(
                number,
                id,
                courierId,
                courierName,
                bookingId,
                status,
                reason,
                fee,
                null,
                null,
                null,
                null,
                null,
                requestedAt,
                answerBy,
                null,
                answeredAt,
                null);
    }
}
