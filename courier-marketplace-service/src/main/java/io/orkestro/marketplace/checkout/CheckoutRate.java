package io.orkestro.marketplace.checkout;

import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.quote.QuotesResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a checkout shows.
 *
 * @param available false where all couriers were asked and none can
 * @param source null where there is none
 * @param token books the quoted courier at this price until it expires
 */
record CheckoutRate(
        boolean available,
        @Nullable Source source,
        @Nullable Money fee,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta,
        @Nullable Instant expiresAt,
        @Nullable String token) {

    /** Where a price comes from. */
    enum Source {
        /** The cheapest courier that can. */
        QUOTED,
        /** The retailer's own, as couriers were too slow. */
        FALLBACK
    }

    static final CheckoutRate NONE = new CheckoutRate(false, null, null, null, null, null, null);

    static CheckoutRate of(QuotesResponse.Offer offer) {
        return new CheckoutRate(
                true,
                Source.QUOTED,
                offer.fee(),
                offer.pickupEta(),
                offer.dropoffEta(),
                offer.expiresAt(),
                offer.token());
    }

    static CheckoutRate of(Fallback fallback, Instant now) {
        return new CheckoutRate(
                true,
                Source.FALLBACK,
                fallback.fee(),
                null,
                now.plusSeconds(fallback.dropoffMinutes() * 60L),
                null,
                null);
    }
}
