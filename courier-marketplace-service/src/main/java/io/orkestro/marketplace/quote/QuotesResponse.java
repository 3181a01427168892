package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All couriers for a load, the cheapest first. */
public record QuotesResponse(String id, Instant createdAt, Instant expiresAt, List<Offer> quotes) {

    /**
     * One courier's.
     *
     * @param token books it at this price until it expires
     */
    public record Offer(
            String id,
            @Nullable String token,
            CourierName courier,
            @Nullable VehicleType vehicle,
            @Nullable Money fee,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta,
            @Nullable Instant expiresAt,
            boolean eligible,
            List<Ineligibility> reasons) {

        static Offer of(Quote quote, @Nullable String token) {
            Quote.Terms terms = quote.terms();
            return new Offer(
                    quote.id(),
                    token,
                    new CourierName(quote.courierId(), quote.courierName()),
                    terms == null ? null : terms.vehicle(),
                    terms == null ? null : terms.fee(),
                    terms == null ? null : terms.pickupEta(),
                    terms == null ? null : terms.dropoffEta(),
                    terms == null ? null : terms.expiresAt(),
                    quote.isEligible(),
                    quote.reasons());
        }
    }

    /** Who. */
    public record CourierName(String id, String name) {}
}
