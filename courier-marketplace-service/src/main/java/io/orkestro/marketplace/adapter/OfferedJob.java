package io.orkestro.marketplace.adapter;

import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a courier is asked to carry.
 *
 * @param bookingId what the courier tells a second asking from the first by
 * @param quoteId the courier's own, as its {@link LiveQuote.Price} named it
 * @param undeliverableAction {@code return}, {@code leave_at_door} or {@code discard}
 * @param deliverableAction {@code meet_at_door} or {@code leave_at_door}
 */
public record OfferedJob(
        String bookingId,
        Load load,
        @Nullable String quoteId,
        @Nullable Money tip,
        String undeliverableAction,
        String deliverableAction) {}
