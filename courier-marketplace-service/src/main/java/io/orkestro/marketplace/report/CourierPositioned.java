package io.orkestro.marketplace.report;

import io.orkestro.marketplace.booking.BookingSnapshot;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a driver is, for tracking. */
public record CourierPositioned(String deliveryId, int attempt, String courierId, List<Position> positions) {

    private static final String TYPE = "courier.positioned.v1";

    /** One GPS fix. */
    public record Position(
            double lat,
            double lng,
            Instant recordedAt,
            @Nullable Double accuracyMeters) {}

    public static Message of(BookingSnapshot booking, Decision decision, Position position) {
        return Message.addressed(
                Capability.COURIER_MARKETPLACE.slug(),
                decision.of(Capability.TRACKING),
                TYPE,
                booking.deliveryId(),
                decision,
                new CourierPositioned(booking.deliveryId(), booking.attempt(), booking.courierId(), List.of(position)));
    }
}
