package io.orkestro.marketplace.report;

import io.orkestro.marketplace.booking.BookingSnapshot;
import io.orkestro.marketplace.booking.Driver;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A courier's report to dispatch.
 *
 * @param reason why it goes back or failed
 * @param proofs those that belong to it; null for none
 */
public record CourierReported(
        String deliveryId,
        int attempt,
        String bookingId,
        String courierId,
        ReportedStatus status,
        Instant occurredAt,
        @Nullable Driver driver,
        @Nullable String reason,
        @Nullable List<Proof> proofs,
        @Nullable Instant dropoffEta) {

    private static final String TYPE = "courier.reported.v1";
    private static final String PNG = "image/png";

    /** Evidence of a hand-over. */
    public record Proof(
            String type,
            String stop,
            @Nullable String contentType,
            @Nullable String contentBase64,
            @Nullable String value) {

        public static Proof picture(String type, byte[] png) {
            return new Proof(type, "dropoff", PNG, Base64.getEncoder().encodeToString(png), null);
        }

        public static Proof value(String type, String value) {
            return new Proof(type, "dropoff", null, null, value);
        }
    }

    /** Without reason, proofs and ETA. */
    public static CourierReported of(
            BookingSnapshot booking, ReportedStatus status, Instant occurredAt, @Nullable Driver driver) {
        return new CourierReported(
                booking.deliveryId(),
                booking.attempt(),
                booking.id(),
                booking.courierId(),
                status,
                occurredAt,
                driver,
                null,
                null,
                null);
    }

    public CourierReported because(@Nullable String why) {
        return new CourierReported(
                deliveryId, attempt, bookingId, courierId, status, occurredAt, driver, why, proofs, dropoffEta);
    }

    public CourierReported with(@Nullable List<Proof> evidence) {
        return new CourierReported(
                deliveryId, attempt, bookingId, courierId, status, occurredAt, driver, reason, evidence, dropoffEta);
    }

    public CourierReported expectedAt(@Nullable Instant eta) {
        return new CourierReported(
                deliveryId, attempt, bookingId, courierId, status, occurredAt, driver, reason, proofs, eta);
    }

    /** @param decision for the delivery */
    public Message message(Decision decision) {
        return Message.addressed(
                Capability.COURIER_MARKETPLACE.slug(),
                decision.of(Capability.DISPATCH),
                TYPE,
                deliveryId,
                decision,
                this);
    }
}
