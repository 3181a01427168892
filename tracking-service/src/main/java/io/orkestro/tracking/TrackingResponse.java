package io.orkestro.tracking;

import io.orkestro.tracking.DeliveryNews.CourierNews;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a delivery is. */
record TrackingResponse(
        String deliveryId,
        Status status,
        String trackingCode,
        String trackingUrl,
        @Nullable Estimate eta,
        @Nullable LastPosition lastPosition,
        @Nullable Courier courier,
        List<TimelineEntry> timeline) {

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
