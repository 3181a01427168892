package io.orkestro.monolith.tracking.transition;

import io.orkestro.monolith.tracking.DeliveryNews;
import io.orkestro.monolith.tracking.Fix;
import io.orkestro.monolith.tracking.TimelineEntry;
import io.orkestro.monolith.tracking.TrackedDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that tracking knows of a delivery, said again to the other side.
 *
 * @param facts what dispatch last said
 * @param lastPosition of the present attempt
 * @param recentPositions of the present attempt, up to the last; null where the other side does not tell them yet
 * @param announcedEta the arrival that was last told to others
 */
record DeliverySnapshot(
        String retailerId,
        DeliveryNews.Delivery facts,
        List<TimelineEntry> timeline,
        @Nullable Fix lastPosition,
        @Nullable List<Fix> recentPositions,
        @Nullable Instant announcedEta) {

    static final String TYPE = "tracked-delivery.snapshot.v1";

    static DeliverySnapshot of(TrackedDelivery delivery, List<TimelineEntry> timeline, List<Fix> recent) {
        return new DeliverySnapshot(
                delivery.retailerId(), delivery.facts(), timeline, delivery.lastFix(), recent, delivery.announcedEta());
    }

    /** All that it tells. */
    List<Fix> positions() {
        List<Fix> all = new ArrayList<>(recentPositions == null ? List.of() : recentPositions);
        if (lastPosition != null) {
            all.add(lastPosition);
        }
        return all;
    }
}
