package io.orkestro.tracking.transition;

import io.orkestro.platform.handover.CopiedKind;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.tracking.Timeline;
import io.orkestro.tracking.TrackedDeliveries;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Deliveries from before the other side was, with their timelines. */
@Component
record TrackedDeliveriesTold(TrackedDeliveries deliveries, Timeline timeline, Outbox outbox, Routing routing)
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
                        DeliverySnapshot.of(delivery, timeline.of(id)))));
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
