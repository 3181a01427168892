package io.orkestro.tracking;

import io.orkestro.tracking.DeliveryNews.CourierNews;
import io.orkestro.tracking.DeliveryNews.Delivery;
import java.time.Instant;

/**
 * One thing that happened to a delivery.
 *
 * @param type of the event, without its version
 * @param status after it
 * @param text for people, in English
 */
public record TimelineEntry(long sequence, Status status, String type, Instant at, String text) {

    static TimelineEntry of(long sequence, String type, Delivery delivery) {
        return new TimelineEntry(sequence, delivery.status(), type, delivery.updatedAt(), textOf(type, delivery));
    }

    private static String textOf(String type, Delivery delivery) {
        CourierNews courier = delivery.courier();
        return switch (type) {
            case "delivery.created" -> "Delivery requested";
            case "delivery.pending" -> "Looking for another courier";
            case "delivery.assigned" ->
                courier == null || courier.name() == null ? "Courier booked" : courier.name() + " booked";
            case "delivery.pickup_arrived" -> "Driver at the pick-up";
            case "delivery.picked_up" -> "Picked up";
            case "delivery.dropoff_enroute" -> "On the way to the recipient";
            case "delivery.dropoff_arrived" -> "Driver at the drop-off";
            case "delivery.delivered" -> "Delivered";
            case "delivery.cancelled" -> "Cancelled";
            case "delivery.returning" -> "On the way back to the store";
            case "delivery.returned" -> "Returned to the store";
            case "delivery.failed" -> "Delivery failed";
            case "delivery.expired" -> "No courier found in time";
            case "delivery.proof_added" -> "Proof of delivery added";
            default -> delivery.status() == Status.PENDING ? "Looking for a courier" : "Details updated";
        };
    }
}
