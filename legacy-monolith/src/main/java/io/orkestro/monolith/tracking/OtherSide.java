package io.orkestro.monolith.tracking;

import io.orkestro.platform.routing.Decision;
import java.util.Collection;

/**
 * Whoever else tracks the same deliveries, for as long as there are two. What has no owner is told, not claimed: each
 * side tells the other what it alone learned. All within the caller's transaction.
 */
public interface OtherSide {

    /** A courier was seen, and nobody else knows. */
    record Seen(TrackedDelivery delivery, String courierId, Fix fix, Decision decision) {}

    /** A step about this delivery was decided so. */
    void stepped(String deliveryId, Decision decision);

    /** As {@link #stepped}, for many deliveries; the fixes are told, thinned. */
    void saw(Collection<Seen> seen);

    /** Whether all that the other side announced, while that was its part, is known here; asked after {@link #stepped}. */
    boolean hasSaidAll(String deliveryId);
}
