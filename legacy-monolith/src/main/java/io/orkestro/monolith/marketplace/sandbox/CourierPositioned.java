package io.orkestro.monolith.marketplace.sandbox;

import io.orkestro.monolith.marketplace.booking.BookingSnapshot;
import io.orkestro.monolith.place.Location;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.time.Instant;
import java.util.List;

/** Where a driver is, for tracking. */
record CourierPositioned(String deliveryId, int attempt, String courierId, List<Position> positions) {

    private static final String TYPE = "courier.positioned.v1";
    private static final double GPS_ACCURACY_METERS = 8;

    /** One GPS fix. */
    record Position(double lat, double lng, Instant recordedAt, double accuracyMeters) {}

    static Message of(BookingSnapshot booking, Location location, Instant recordedAt, Decision decision) {
        return Message.addressed(
                Capability.COURIER_MARKETPLACE.slug(),
                decision.of(Capability.TRACKING),
                TYPE,
                booking.deliveryId(),
                decision,
                new CourierPositioned(
                        booking.deliveryId(),
                        booking.attempt(),
                        booking.courierId(),
                        List.of(new Position(location.lat(), location.lng(), recordedAt, GPS_ACCURACY_METERS))));
    }
}
