package io.orkestro.tracking;

import io.orkestro.tracking.DeliveryNews.CourierNews;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a delivery is.
 *
 * @param missing sequences of changes that are known to have happened and have not come here yet; null where none are
 */
record TrackingResponse(
        String deliveryId,
        Status status,
        String trackingCode,
        String trackingUrl,
        @Nullable Eta eta,
        @Nullable LastPosition lastPosition,
        @Nullable Courier courier,
        List<TimelineEntry> timeline,
        @Nullable List<Long> missing) {

    static TrackingResponse of(TrackedDelivery delivery, List<TimelineEntry> timeline, String publicUrl) {
        DeliveryNews.Delivery facts = delivery.facts();
        List<Long> missing = Timeline.missingIn(timeline, delivery.sequence());
        return new TrackingResponse(
                delivery.id(),
                delivery.status(),
                facts.trackingCode(),
                facts.trackingUrl() == null ? publicUrl + "/track/" + facts.trackingCode() : facts.trackingUrl(),
                Eta.of(delivery),
                LastPosition.of(delivery.lastFix()),
                Courier.of(facts.courier()),
                timeline,
                missing.isEmpty() ? null : missing);
    }

    /** @param lateByMinutes after the drop-off's window; null where it is in time */
    record Eta(
            @Nullable Instant pickup,
            @Nullable Instant dropoff,
            @Nullable Integer lateByMinutes) {

        static @Nullable Eta of(TrackedDelivery delivery) {
            Estimate estimate = delivery.estimate();
            return estimate.equals(Estimate.NONE)
                    ? null
                    : new Eta(estimate.pickup(), estimate.dropoff(), delivery.lateByMinutes());
        }
    }

    record LastPosition(double lat, double lng, Instant recordedAt) {

        static @Nullable LastPosition of(@Nullable Fix fix) {
            return fix == null ? null : new LastPosition(fix.lat(), fix.lng(), fix.recordedAt());
        }
    }

    record Courier(
            String id,
            @Nullable String name,
            @Nullable String vehicle,
            @Nullable String driverName) {

        static @Nullable Courier of(@Nullable CourierNews courier) {
            return courier == null
                    ? null
                    : new Courier(courier.id(), courier.name(), courier.vehicle(), courier.driverName());
        }
    }
}
