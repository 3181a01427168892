package io.orkestro.monolith.tracking;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Keeps each delivery's estimate, and tells others when an arrival moves. */
@Component
public class Etas {

    private final TrackedDeliveries deliveries;
    private final PositionHistory positions;
    private final Outbox outbox;
    private final ObjectProvider<OtherSide> otherSide;
    private final Duration worthTelling;
    private final Clock clock;

    Etas(
            TrackedDeliveries deliveries,
            PositionHistory positions,
            Outbox outbox,
            ObjectProvider<OtherSide> otherSide,
            TrackingProperties properties,
            Clock clock) {
        this.deliveries = deliveries;
        this.positions = positions;
        this.outbox = outbox;
        this.otherSide = otherSide;
        this.worthTelling = properties.etaMove();
        this.clock = clock;
    }

    /** Estimates anew and saves. Needs a running transaction that holds the delivery's row. */
    public void renew(TrackedDelivery delivery, Decision decision) {
        deliveries.save(tellIfMoved(estimated(delivery), decision));
    }

    /** Estimated anew; nobody is told. */
    public TrackedDelivery estimated(TrackedDelivery delivery) {
        Fix last = delivery.lastFix();
        List<Fix> recent = last == null ? List.of() : positions.recent(delivery.id(), delivery.attempt(), last);
        return delivery.estimated(EtaPolicy.estimate(delivery.facts(), last, recent, clock.instant()));
    }

    /** What the courier promised travels in the delivery's own events; only a departure from it is told here. */
    private TrackedDelivery tellIfMoved(TrackedDelivery delivery, Decision decision) {
        Instant eta = delivery.estimate().dropoff();
        Instant told = delivery.announcedEta() == null ? delivery.facts().dropoffEta() : delivery.announcedEta();
        if (eta == null || decision.of(Capability.TRACKING) != Side.MONOLITH || !isWorthTelling(told, eta)) {
            return delivery;
        }
        OtherSide other = otherSide.getIfAvailable();
        if (other != null && !other.hasSaidAll(delivery.id())) {
            return delivery;
        }
        outbox.append(Message.event(
                Capability.TRACKING.slug(),
                EtaChanged.TYPE,
                delivery.id(),
                0,
                0,
                decision,
                new EtaChanged(
                        delivery.id(),
                        delivery.retailerId(),
                        delivery.facts().attempt(),
                        eta,
                        told,
                        delivery.lateByMinutes())));
        return delivery.announced(eta);
    }

    private boolean isWorthTelling(@Nullable Instant told, Instant eta) {
        return told == null || Duration.between(told, eta).abs().compareTo(worthTelling) > 0;
    }
}
