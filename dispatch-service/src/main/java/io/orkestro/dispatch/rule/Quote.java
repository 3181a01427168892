package io.orkestro.dispatch.rule;

import io.orkestro.dispatch.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Price, times and expiry for one delivery by one courier, as the marketplace says.
 *
 * @param vehicle {@code bike}, {@code van} …; null where the courier does not say
 * @param fee null where the courier is not eligible
 * @param expiresAt null never
 * @param eligible whether the courier could carry it at all
 * @param reasons why not
 */
public record Quote(
        String quoteId,
        String courierId,
        String courierName,
        @Nullable String vehicle,
        @Nullable Money fee,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta,
        @Nullable Instant expiresAt,
        boolean eligible,
        List<String> reasons) {}
