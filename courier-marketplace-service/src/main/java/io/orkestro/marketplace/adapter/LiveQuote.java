package io.orkestro.marketplace.adapter;

import io.orkestro.marketplace.money.Money;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a courier says when it is asked for its price. */
public sealed interface LiveQuote {

    /**
     * @param dropoffEta null where the courier does not say
     * @param quoteId the courier's own name for it, to be given back with the offer; null where it has none
     */
    record Price(
            Money fee,
            Instant pickupEta,
            @Nullable Instant dropoffEta,
            Instant expiresAt,
            @Nullable String quoteId) implements LiveQuote {}

    /**
     * @param reason snake case, the courier's own where it gave one
     */
    record Refused(String reason) implements LiveQuote {}

    /**
     * It could not be asked, or not understood; worth another try.
     *
     * @param detail for operations; holds nothing of the load
     * @param retryAfter not before then, where the courier said so
     */
    record Unreachable(String detail, @Nullable Duration retryAfter) implements LiveQuote {}
}
