package io.orkestro.tracking;

import io.orkestro.tracking.place.Location;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What tracking reads of dispatch's events; also what it keeps of them. */
public record DeliveryNews(Delivery delivery, String retailerId) {

    /**
     * A delivery as it was at one sequence.
     *
     * @param attempt number of the current attempt, null before the first
     * @param pickupEta as the courier promised it
     * @param dropoffEta as the courier promised it
     * @param language of the recipient, null where nobody said
     * @param externalId what the retailer calls it
     */
    public record Delivery(
            String id,
            Status status,
            Instant updatedAt,
            StopNews pickup,
            StopNews dropoff,
            @Nullable CourierNews courier,
            @Nullable Integer attempt,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta,
            String trackingCode,
            @Nullable String trackingUrl,
            @Nullable String language,
            @Nullable String externalId) {

        /** How to reach a person is nothing to tracking; how to reach a business may be shown. */
        public Delivery {
            pickup = pickup.business() == null ? pickup.withoutPhone() : pickup;
            dropoff = dropoff.withoutPhone();
        }
    }

    /**
     * A stop without the people at it.
     *
     * @param phone of the business at the pick-up; null where none is named, and at the drop-off
     */
    public record StopNews(
            @Nullable String business,
            Country address,
            Location location,
            @Nullable Instant readyAt,
            @Nullable Instant deadlineAt,
            @Nullable String phone) {

        StopNews withoutPhone() {
            return phone == null ? this : new StopNews(business, address, location, readyAt, deadlineAt, null);
        }
    }

    /** The part of an address that tells the time there. */
    public record Country(String country) {}

    /** Who carries. */
    public record CourierNews(
            String id,
            @Nullable String name,
            @Nullable String vehicle,
            @Nullable String driverName) {}
}
