package io.orkestro.monolith.tracking;

import io.orkestro.monolith.tracking.DeliveryNews.CourierNews;
import io.orkestro.monolith.tracking.DeliveryNews.Delivery;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as tracking knows it.
 *
 * @param sequence the highest that was heard of
 * @param facts what dispatch last said
 * @param endedAt when its last status was reached, null while it is under way
 * @param lastFix where the courier of the current attempt was last seen
 * @param estimate when it is expected
 * @param announcedEta the arrival that was last told to others
 */
public record TrackedDelivery(
        String retailerId,
        long sequence,
        Delivery facts,
        @Nullable Instant endedAt,
        @Nullable Fix lastFix,
        Estimate estimate,
        @Nullable Instant announcedEta) {

    public String id() {
        return facts.id();
    }

    public Status status() {
        return facts.status();
    }

    /** Whether this courier carries the current attempt, or carried the last. */
    public boolean isCarriedBy(String courierId) {
        CourierNews courier = facts.courier();
        return courier != null && courier.id().equals(courierId);
    }

    public int attempt() {
        return facts.attempt() == null ? 0 : facts.attempt();
    }

    /** By how many minutes, begun ones counted, it is expected after the drop-off's window; null where it is in time. */
    public @Nullable Integer lateByMinutes() {
        Instant deadline = facts.dropoff().deadlineAt();
        Instant expected = estimate.dropoff();
        if (deadline == null || expected == null || !expected.isAfter(deadline)) {
            return null;
        }
        return (int) Math.ceilDiv(Duration.between(deadline, expected).toMillis(), 60_000L);
    }

    TrackedDelivery estimated(Estimate next) {
        return new TrackedDelivery(retailerId, sequence, facts, endedAt, lastFix, next, announcedEta);
    }

    public TrackedDelivery announced(@Nullable Instant eta) {
        return new TrackedDelivery(retailerId, sequence, facts, endedAt, lastFix, estimate, eta);
    }

    public TrackedDelivery seenAt(Fix fix) {
        return new TrackedDelivery(retailerId, sequence, facts, endedAt, fix, estimate, announcedEta);
    }
}
