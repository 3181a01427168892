package io.orkestro.monolith.tracking.transition;

import io.orkestro.monolith.tracking.DeliveryNews;
import io.orkestro.monolith.tracking.Fix;
import io.orkestro.monolith.tracking.TimelineEntry;
import io.orkestro.monolith.tracking.TrackedDelivery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that tracking knows of a delivery, said again to the other side.
 *
 * @param facts what dispatch last said
 * @param lastPosition of the present attempt
 * @param announcedEta the arrival that was last told to others
 */
record DeliverySnapshot(
        String retailerId,
        DeliveryNews.Delivery facts,
        List<TimelineEntry> timeline,
        @Nullable Fix lastPosition,
        @Nullable Instant announcedEta) {

    static final String TYPE = "tracked-delivery.snapshot.v1";

    static DeliverySnapshot of(TrackedDelivery delivery, List<TimelineEntry> timeline) {
        return new DeliverySnapshot(
                delivery.retailerId(), delivery.facts(), timeline, delivery.lastFix(), delivery.announcedEta());
    }
}
