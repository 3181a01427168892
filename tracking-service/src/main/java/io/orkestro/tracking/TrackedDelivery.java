package io.orkestro.tracking;

import io.orkestro.tracking.DeliveryNews.CourierNews;
import io.orkestro.tracking.DeliveryNews.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as tracking knows it.
 *
 * @param facts what dispatch last said
 * @param endedAt when its last status was reached, null while it is under way
 * @param lastFix where the courier of the current attempt was last seen
 * @param estimate when it is expected
 * @param announcedEta the arrival that was last told to others
 */
public record TrackedDelivery(
        String retailerId,
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

    TrackedDelivery estimated(Estimate next) {
        return new TrackedDelivery(retailerId, facts, endedAt, lastFix, next, announcedEta);
    }

    TrackedDelivery announced(@Nullable Instant eta) {
        return new TrackedDelivery(retailerId, facts, endedAt, lastFix, estimate, eta);
    }

    public TrackedDelivery seenAt(Fix fix) {
        return new TrackedDelivery(retailerId, facts, endedAt, fix, estimate, announcedEta);
    }
}
