package io.orkestro.monolith.marketplace.booking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orkestro.monolith.marketplace.courier.VehicleType;
import io.orkestro.platform.routing.RoutingKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A booking at a moment.
 *
 * @param reason why it ended, snake case; null where it did not or ended well
 * @param note what the courier said when it dropped out
 * @param decision the sides of the step that asked for it, encoded; later steps have their own
 */
public record BookingSnapshot(
        String id,
        String courierId,
        String deliveryId,
        int attempt,
        BookingStatus status,
        @Nullable String reason,
        @Nullable String note,
        Job job,
        @Nullable Driver driver,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta,
        Instant answerBy,
        Instant requestedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant pickedUpAt,
        @Nullable Instant endedAt,
        String decision,
        long epoch,
        long sequence) {

    @JsonIgnore
    public boolean isLive() {
        return status.isLive();
    }

    /** Whose delivery it is: its key decides who hears what becomes of the booking. */
    public RoutingKey deliveryKey() {
        return RoutingKey.ofPublicId(deliveryId);
    }

    /** The driver's, where the courier said so, else the expected one. */
    @JsonIgnore
    @Nullable
    VehicleType vehicle() {
        return driver == null || driver.vehicle() == null ? job.vehicle() : driver.vehicle();
    }
}
