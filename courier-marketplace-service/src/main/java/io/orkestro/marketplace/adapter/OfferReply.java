package io.orkestro.marketplace.adapter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a courier says to an offer. */
public sealed interface OfferReply {

    /**
     * Yes; or yes already, when it was asked before.
     *
     * @param deliveryId the courier's own
     */
    record Accepted(
            String deliveryId,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta) implements OfferReply {}

    /**
     * @param reason snake case, the courier's own where it gave one
     */
    record Refused(String reason) implements OfferReply {}

    /**
     * Whether it has the offer is not known; worth another try, which does no harm.
     *
     * @param detail for operations; holds nothing of the load
     * @param retryAfter not before then, where the courier said so
     */
    record Unreachable(String detail, @Nullable Duration retryAfter) implements OfferReply {}
}
