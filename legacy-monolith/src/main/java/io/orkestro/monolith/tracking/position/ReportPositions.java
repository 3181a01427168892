package io.orkestro.monolith.tracking.position;

import io.orkestro.monolith.tracking.DeliveryNews;
import io.orkestro.monolith.tracking.Etas;
import io.orkestro.monolith.tracking.Fix;
import io.orkestro.monolith.tracking.OtherSide;
import io.orkestro.monolith.tracking.OtherSide.Seen;
import io.orkestro.monolith.tracking.PositionHistory;
import io.orkestro.monolith.tracking.TrackedDeliveries;
import io.orkestro.monolith.tracking.TrackedDelivery;
import io.orkestro.monolith.tracking.TrackingProperties;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A courier says where it is. */
@Component
class ReportPositions {

    private final TrackedDeliveries deliveries;
    private final PositionHistory history;
    private final Etas etas;
    private final ObjectProvider<OtherSide> otherSide;
    private final Plausibility plausibility;
    private final SandboxCouriers sandbox;
    private final Clock clock;

    ReportPositions(
            TrackedDeliveries deliveries,
            PositionHistory history,
            Etas etas,
            ObjectProvider<OtherSide> otherSide,
            TrackingProperties properties,
            SandboxCouriers sandbox,
            Clock clock) {
        this.deliveries = deliveries;
        this.history = history;
        this.etas = etas;
        this.otherSide = otherSide;
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
            return Outcome.of(Collections.nCopies(fixes.size(), Verdict.ENDED));
        }
        Instant now = clock.instant();
        Plausibility judge = sandbox.include(courierId) ? plausibility.atAnySpeed() : plausibility;
        TrackedDelivery seen = delivery;
        boolean moved = false;
        List<Verdict> verdicts = new ArrayList<>();
        for (Fix fix : inOrder(fixes)) {
            Verdict verdict = judge.judge(fix, seen.lastFix(), now);
            if (verdict.isKept() && !history.append(delivery.id(), delivery.attempt(), courierId, fix)) {
                verdict = Verdict.REPEATED;
            }
            verdicts.add(verdict);
            if (verdict == Verdict.LIVE) {
                seen = seen.seenAt(fix);
                moved = true;
            }
        }
        Fix shown = seen.lastFix();
        if (moved && shown != null) {
            Seen news = new Seen(seen, courierId, shown, decision);
            otherSide.ifAvailable(other -> other.saw(List.of(news)));
            etas.renew(seen, decision);
        }
        return Outcome.of(verdicts);
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
