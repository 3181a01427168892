package io.orkestro.marketplace.checkout;

import io.orkestro.marketplace.money.Money;
import io.orkestro.marketplace.quote.QuotesResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to intake's question; fee and times where somebody can. */
record RatesReady(
        String requestId,
        Outcome outcome,
        @Nullable Money fee,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta,
        @Nullable Instant expiresAt) {

    /** What came of it. */
    enum Outcome {
        OFFERED,
        NOBODY,
        TOO_SLOW
    }

    static RatesReady of(String requestId, Cheapest cheapest) {
        return switch (cheapest) {
            case Cheapest.Offered(QuotesResponse.Offer offer) ->
                new RatesReady(
                        requestId,
                        Outcome.OFFERED,
                        offer.fee(),
                        offer.pickupEta(),
                        offer.dropoffEta(),
                        offer.expiresAt());
            case Cheapest.Nobody() -> new RatesReady(requestId, Outcome.NOBODY, null, null, null, null);
            case Cheapest.TooSlow() -> new RatesReady(requestId, Outcome.TOO_SLOW, null, null, null, null);
        };
    }
}
