package io.orkestro.tracking.position;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.tracking.Changes;
import io.orkestro.tracking.DeliveryNews;
import io.orkestro.tracking.Etas;
import io.orkestro.tracking.Fix;
import io.orkestro.tracking.PositionHistory;
import io.orkestro.tracking.TrackedDeliveries;
import io.orkestro.tracking.TrackedDelivery;
import io.orkestro.tracking.TrackingProperties;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A courier says where it is. */
@Component
class ReportPositions {

    /** How many of the fixes were taken over, and how many could not be or were known already. */
    record Outcome(int accepted, int ignored) {}

    private final TrackedDeliveries deliveries;
    private final PositionHistory history;
    private final Etas etas;
    private final Changes changes;
    private final Plausibility plausibility;
    private final SandboxCouriers sandbox;
    private final Clock clock;

    ReportPositions(
            TrackedDeliveries deliveries,
            PositionHistory history,
            Etas etas,
            Changes changes,
            TrackingProperties properties,
            SandboxCouriers sandbox,
            Clock clock) {
        this.deliveries = deliveries;
        this.history = history;
        this.etas = etas;
        this.changes = changes;
        this.plausibility = new Plausibility(properties);
        this.sandbox = sandbox;
        this.clock = clock;
    }

    /**
     * @throws NotFound where this courier does not carry the current attempt
     */
    @Transactional
    Outcome byCourier(String courierId, String deliveryId, List<Fix> fixes, Decision decision) {
        TrackedDelivery delivery = deliveries
                .lock(deliveryId)
                .filter(found -> found.isCarriedBy(courierId))
                .orElseThrow(() -> new NotFound("delivery", deliveryId));
        return record(delivery, courierId, fixes, decision);
    }

    /** As above, on behalf of whoever carries. */
    @Transactional
    Outcome byOps(String deliveryId, List<Fix> fixes, Decision decision) {
        TrackedDelivery delivery = deliveries.lock(deliveryId).orElseThrow(() -> new NotFound("delivery", deliveryId));
        DeliveryNews.CourierNews courier = delivery.facts().courier();
        if (courier == null) {
            throw new NotFound("courier of delivery", deliveryId);
        }
        return record(delivery, courier.id(), fixes, decision);
    }

    /** Again as above, by message; news of another attempt comes late and is nothing. */
    @Transactional
    void byMessage(CourierPositioned positioned, Decision decision) {
        deliveries
                .lock(positioned.deliveryId())
                .filter(found -> found.isCarriedBy(positioned.courierId()))
                .filter(found -> found.attempt() == positioned.attempt())
                .ifPresent(found -> record(found, positioned.courierId(), positioned.positions(), decision));
    }

    private Outcome record(TrackedDelivery delivery, String courierId, List<Fix> fixes, Decision decision) {
        if (delivery.status().isFinal()) {
            return new Outcome(0, fixes.size());
        }
        Instant now = clock.instant();
        Plausibility judge = sandbox.include(courierId) ? plausibility.atAnySpeed() : plausibility;
        TrackedDelivery seen = delivery;
        int accepted = 0;
        boolean moved = false;
        for (Fix fix : inOrder(fixes)) {
            Fix last = seen.lastFix();
            if (!judge.isPlausible(fix, last, now)
                    || !history.append(delivery.id(), delivery.attempt(), courierId, fix)) {
                continue;
            }
            accepted++;
            if (last == null || fix.recordedAt().isAfter(last.recordedAt())) {
                seen = seen.seenAt(fix);
                moved = true;
            }
        }
        if (moved) {
            etas.renew(seen, decision);
            changes.changed(List.of(seen.id()));
        }
        return new Outcome(accepted, fixes.size() - accepted);
    }

    /** As exact as the database keeps them. */
    private static List<Fix> inOrder(List<Fix> fixes) {
        return fixes.stream()
                .map(fix -> new Fix(
                        fix.lat(),
                        fix.lng(),
                        fix.recordedAt().truncatedTo(ChronoUnit.MICROS),
                        fix.accuracyMeters(),
                        fix.speedKmh(),
                        fix.heading()))
                .sorted(Comparator.comparing(Fix::recordedAt))
                .toList();
    }
}
