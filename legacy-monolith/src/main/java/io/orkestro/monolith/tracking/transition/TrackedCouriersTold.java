package io.orkestro.monolith.tracking.transition;

import io.orkestro.monolith.tracking.position.SandboxCouriers;
import io.orkestro.platform.handover.CopiedKind;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Couriers from before the other side was: which of them only play. */
@Component
record TrackedCouriersTold(SandboxCouriers couriers, Outbox outbox, Routing routing) implements CopiedKind {

    @Override
    public String name() {
        return "tracked-courier";
    }

    @Override
    public Capability capability() {
        return Capability.TRACKING;
    }

    @Override
    public void publish(String id) {
        couriers.find(id)
                .ifPresent(courier -> outbox.append(Message.event(
                        Capability.TRACKING.slug(),
                        CourierSnapshot.TYPE,
                        id,
                        courier.sequence(),
                        0,
                        routing.decide(RoutingKey.ofPublicId(id)),
                        new CourierSnapshot(id, courier.sandbox()))));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return couriers.idsAfter(after, limit);
    }

    @Override
    public long count() {
        return couriers.count();
    }
}
