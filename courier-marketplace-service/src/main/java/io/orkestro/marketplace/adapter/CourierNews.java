package io.orkestro.marketplace.adapter;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.place.Location;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a courier told about a job. It may come twice, late and out of order.
 *
 * @param deliveryId the courier's own. It may differ from the one the offer was accepted with: the one told last counts.
 *     Null where the courier named the booking alone
 * @param bookingId ours, where the courier carries it; null only with a {@code deliveryId}
 * @param status null where the news is of the driver alone
 * @param reason why it was cancelled or is on its way back; snake case, the courier's own
 * @param occurredAt by the courier's clock, where it said so
 */
public record CourierNews(
        @Nullable String deliveryId,
        @Nullable String bookingId,
        @Nullable NewsStatus status,
        @Nullable String reason,
        @Nullable Driver driver,
        Instant occurredAt) {

    public CourierNews {
        if (deliveryId == null && bookingId == null) {
            throw new IllegalArgumentException("News are of a delivery or of a booking");
        }
    }

    /** The person on the road, as far as the courier says; not checked against our own rules for names and numbers. */
    public record Driver(
            @Nullable String name,
            @Nullable String phone,
            @Nullable VehicleType vehicle,
            @Nullable Location location) {

        /** Null where nothing at all is known. */
        public static @Nullable Driver of(
                @Nullable String name,
                @Nullable String phone,
                @Nullable VehicleType vehicle,
                @Nullable Location location) {
            return name == null && phone == null && vehicle == null && location == null
                    ? null
                    : new Driver(name, phone, vehicle, location);
        }

        /** Of a person's data no log gets any. */
        @Override
        public String toString() {
            return "Driver[hidden]";
        }
    }
}
