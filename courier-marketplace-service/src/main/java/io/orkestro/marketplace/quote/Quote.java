package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.adapter.LiveQuote;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.CourierProfile;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Price, ETAs and expiry for one load by one courier, or why there is none.
 *
 * @param terms null where the courier is not eligible
 */
record Quote(
        String id,
        String courierId,
        String courierName,
        @Nullable Terms terms,
        List<Ineligibility> reasons) {

    /** The cheapest first, those who cannot last. */
    static final Comparator<Quote> BY_FEE = Comparator.<Quote>comparingLong(quote ->
                    quote.terms == null ? Long.MAX_VALUE : quote.terms.fee().amount())
            .thenComparing(Quote::courierId);

    /** What the courier offers. */
    record Terms(VehicleType vehicle, Money fee, Instant pickupEta, Instant dropoffEta, Instant expiresAt) {}

    static Quote of(String id, Courier courier, Load load, Situation situation, Instant now, Instant expiresAt) {
        Eligibility eligibility = Eligibility.of(courier, load, situation, now);
        Terms terms = null;
        if (eligibility.vehicle() != null) {
            CourierProfile profile = courier.profile();
            Itinerary itinerary = Itinerary.of(profile, Eligibility.bestVehicle(profile, load, now), load, now);
            Money fee = profile.price(load.roadMeters(), load.grams(), load.readyAt(now));
            terms = new Terms(eligibility.vehicle(), fee, itinerary.pickupEta(), itinerary.dropoffEta(), expiresAt);
        }
        return new Quote(id, courier.id(), courier.name(), terms, eligibility.reasons());
    }

    /** With what the courier itself says instead of what its rate card does. */
    Quote told(LiveQuote answer, Load load) {
        if (terms == null) {
            return this;
        }
        return switch (answer) {
            case LiveQuote.Price price -> told(price, terms, load);
            case LiveQuote.Refused _ -> without(Ineligibility.REFUSED);
            case LiveQuote.Unreachable _ -> without(Ineligibility.NO_ANSWER);
        };
    }

    private Quote told(LiveQuote.Price price, Terms reckoned, Load load) {
        Money value = load.orderValue();
        if (value != null && !value.currency().equals(price.fee().currency())) {
            return without(Ineligibility.OTHER_CURRENCY);
        }
        Instant pickupEta = price.pickupEta().truncatedTo(ChronoUnit.SECONDS);
        Instant dropoffEta = price.dropoffEta() == null
                ? pickupEta.plus(Duration.between(reckoned.pickupEta(), reckoned.dropoffEta()))
                : price.dropoffEta().truncatedTo(ChronoUnit.SECONDS);
        Instant deadline = load.dropoff().deadlineAt();
        if (deadline != null && dropoffEta.isAfter(deadline)) {
            return without(Ineligibility.TOO_LATE);
        }
        Instant expiresAt = price.expiresAt().isBefore(reckoned.expiresAt()) ? price.expiresAt() : reckoned.expiresAt();
        Terms told = new Terms(reckoned.vehicle(), price.fee(), pickupEta, dropoffEta, expiresAt);
        return new Quote(id, courierId, courierName, told, reasons);
    }

    private Quote without(Ineligibility reason) {
        return new Quote(id, courierId, courierName, null, List.of(reason));
    }

    boolean isEligible() {
        return terms != null;
    }
}
