package io.orkestro.monolith.tracking.position;

import io.orkestro.monolith.tracking.Etas;
import io.orkestro.monolith.tracking.Fix;
import io.orkestro.monolith.tracking.PositionHistory;
import io.orkestro.monolith.tracking.TrackedDeliveries;
import io.orkestro.monolith.tracking.TrackedDelivery;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Fixes that were taken in elsewhere. They were judged there, and the arrival they make was told there. */
@Component
public class CopyPositions {

    private final TrackedDeliveries deliveries;
    private final PositionHistory history;
    private final Etas etas;

    CopyPositions(TrackedDeliveries deliveries, PositionHistory history, Etas etas) {
        this.deliveries = deliveries;
        this.history = history;
        this.etas = etas;
    }

    /** To be copied elsewhere: those that tell where the present courier is and how fast, the oldest first. */
    public List<Fix> recent(TrackedDelivery delivery) {
        Fix last = delivery.lastFix();
        return last == null
                ? List.of()
                : history.recent(delivery.id(), delivery.attempt(), last).reversed();
    }

    /**
     * Those of an attempt that is not, or not yet, the present one are history alone. That the delivery has ended meanwhile
     * makes no difference: it had not where they were taken in.
     */
    @Transactional
    public void copy(String deliveryId, int attempt, String courierId, List<Fix> fixes) {
        Optional<TrackedDelivery> present = deliveries.lock(deliveryId);
        fixes.forEach(fix -> history.append(deliveryId, attempt, courierId, fix));
        present.filter(delivery -> delivery.attempt() == attempt).ifPresent(delivery -> show(delivery, fixes));
    }

    private void show(TrackedDelivery delivery, List<Fix> fixes) {
        TrackedDelivery seen = delivery;
        for (Fix fix :
                fixes.stream().sorted(Comparator.comparing(Fix::recordedAt)).toList()) {
            Fix last = seen.lastFix();
            if (last == null || fix.recordedAt().isAfter(last.recordedAt())) {
                seen = seen.seenAt(fix);
            }
        }
        if (!seen.equals(delivery)) {
            deliveries.save(etas.estimated(seen));
        }
    }
}
