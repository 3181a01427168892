package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to dispatch's request: every courier, those who cannot with their reasons. */
record QuotesReady(String requestId, String deliveryId, List<Offer> quotes) {

    /** One courier's. */
    record Offer(
            String quoteId,
            String courierId,
            String courierName,
            @Nullable VehicleType vehicle,
            @Nullable Money fee,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta,
            @Nullable Instant expiresAt,
            boolean eligible,
            List<Ineligibility> reasons) {

        static Offer of(Quote quote) {
            Quote.Terms terms = quote.terms();
            return new Offer(
                    quote.id(),
                    quote.courierId(),
                    quote.courierName(),
                    terms == null ? null : terms.vehicle(),
                    terms == null ? null : terms.fee(),
                    terms == null ? null : terms.pickupEta(),
                    terms == null ? null : terms.dropoffEta(),
                    terms == null ? null : terms.expiresAt(),
                    quote.isEligible(),
                    quote.reasons());
        }
    }
}
