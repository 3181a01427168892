package io.orkestro.tracking.position;

import io.orkestro.platform.routing.Decision;
import io.orkestro.tracking.Fix;
import io.orkestro.tracking.TrackedDelivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about where a courier is.
 *
 * @param courierId who says so; null where it is ops, on behalf of whoever carries
 * @param attempt whose news it is; null for that of the current one
 */
record Report(
        String deliveryId,
        @Nullable String courierId,
        @Nullable Integer attempt,
        List<Fix> fixes,
        Decision decision) {

    /** Whether it is about who carries the delivery now. */
    boolean fits(TrackedDelivery delivery) {
        return courierOf(delivery) != null && (attempt == null || delivery.attempt() == attempt);
    }

    @Nullable
    String courierOf(TrackedDelivery delivery) {
        if (courierId != null) {
            return delivery.isCarriedBy(courierId) ? courierId : null;
        }
        return delivery.facts().courier() == null
                ? null
                : delivery.facts().courier().id();
    }
}
