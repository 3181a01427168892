package io.orkestro.marketplace.booking;

import org.jspecify.annotations.Nullable;

/** What bookings need to know of a delivery's snapshot. */
public record DeliveryMessage(Delivery delivery) {

    /** @param attempt the current one's number; null before the first */
    public record Delivery(String id, @Nullable Integer attempt) {}

    public String deliveryId() {
        return delivery.id();
    }
}
