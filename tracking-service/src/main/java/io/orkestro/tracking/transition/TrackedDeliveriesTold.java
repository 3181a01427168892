package io.orkestro.tracking.transition;

import io.orkestro.platform.handover.CopiedKind;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.tracking.Timeline;
import io.orkestro.tracking.TrackedDeliveries;
import io.orkestro.tracking.position.CopyPositions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Deliveries from before the other side was: what dispatch said, the timeline, the arrival that was told, and the fixes that
 * say where the courier is and how fast. Older fixes, and those of attempts that are over, are on no page and not told.
 */
@Component
record TrackedDeliveriesTold(
        TrackedDeliveries deliveries, Timeline timeline, CopyPositions positions, Outbox outbox, Routing routing)
        implements CopiedKind {

    @Override
    public String name() {
        return "tracked-delivery";
    }

    @Override
    public Capability capability() {
        return Capability.TRACKING;
    }

    @Override
    public void publish(String id) {
        deliveries
                .lock(id)
                .ifPresent(delivery -> outbox.append(Message.event(
                        Capability.TRACKING.slug(),
                        DeliverySnapshot.TYPE,
                        id,
                        delivery.sequence(),
                        0,
                        routing.decide(RoutingKey.ofPublicId(id)),
                        DeliverySnapshot.of(delivery, timeline.of(id), positions.recent(delivery)))));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return deliveries.idsAfter(after, limit);
    }

    @Override
    public long count() {
        return deliveries.count();
    }
}
