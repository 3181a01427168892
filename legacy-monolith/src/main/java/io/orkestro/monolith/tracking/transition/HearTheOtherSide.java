package io.orkestro.monolith.tracking.transition;

import io.orkestro.monolith.tracking.DeliveryNews;
import io.orkestro.monolith.tracking.EtaChanged;
import io.orkestro.monolith.tracking.Etas;
import io.orkestro.monolith.tracking.OtherSide;
import io.orkestro.monolith.tracking.Timeline;
import io.orkestro.monolith.tracking.TrackedDeliveries;
import io.orkestro.monolith.tracking.TrackedDelivery;
import io.orkestro.monolith.tracking.position.CopyPositions;
import io.orkestro.monolith.tracking.position.SandboxCouriers;
import io.orkestro.platform.messaging.Envelope;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Keeps what the other side learned. It told others; here nobody is told again. As everywhere, the delivery's row is held
 * before what this side notes of it.
 */
@Component
class HearTheOtherSide {

    private final TrackedDeliveries deliveries;
    private final Timeline timeline;
    private final Etas etas;
    private final CopyPositions positions;
    private final SandboxCouriers couriers;
    private final OtherSide otherSide;

    HearTheOtherSide(
            TrackedDeliveries deliveries,
            Timeline timeline,
            Etas etas,
            CopyPositions positions,
            SandboxCouriers couriers,
            OtherSide otherSide) {
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.etas = etas;
        this.positions = positions;
        this.couriers = couriers;
        this.otherSide = otherSide;
    }

    void positions(Envelope envelope, PositionsKept kept) {
        deliveries.lock(kept.deliveryId());
        otherSide.stepped(kept.deliveryId(), envelope.decision());
        positions.copy(kept.deliveryId(), kept.attempt(), kept.courierId(), kept.positions());
    }

    void eta(Envelope envelope, EtaChanged changed) {
        Optional<TrackedDelivery> present = deliveries.lock(changed.deliveryId());
        otherSide.stepped(changed.deliveryId(), envelope.decision());
        present.filter(delivery -> changed.attempt() == null || changed.attempt() == delivery.attempt())
                .ifPresent(delivery -> deliveries.save(delivery.announced(changed.dropoffEta())));
    }

    void delivery(Envelope envelope, DeliverySnapshot snapshot) {
        String id = envelope.subject();
        snapshot.timeline().forEach(entry -> timeline.append(id, entry));
        deliveries.follow(envelope.sequence(), new DeliveryNews(snapshot.facts(), snapshot.retailerId()));
        Optional<TrackedDelivery> present = deliveries.lock(id);
        otherSide.stepped(id, envelope.decision());
        present.ifPresent(delivery -> {
            if (isOfSameAttempt(snapshot, delivery) && delivery.announcedEta() == null) {
                deliveries.save(etas.estimated(delivery.announced(snapshot.announcedEta())));
            } else {
                deliveries.save(etas.estimated(delivery));
            }
        });
        DeliveryNews.CourierNews courier = snapshot.facts().courier();
        if (courier != null) {
            positions.copy(id, attemptIn(snapshot), courier.id(), snapshot.positions());
        }
    }

    private static boolean isOfSameAttempt(DeliverySnapshot snapshot, TrackedDelivery delivery) {
        return attemptIn(snapshot) == delivery.attempt();
    }

    private static int attemptIn(DeliverySnapshot snapshot) {
        Integer attempt = snapshot.facts().attempt();
        return attempt == null ? 0 : attempt;
    }

    void courier(Envelope envelope, CourierSnapshot courier) {
        couriers.remember(envelope.sequence(), courier.courierId(), courier.sandbox());
    }
}
