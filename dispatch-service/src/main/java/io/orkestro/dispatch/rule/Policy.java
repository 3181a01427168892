package io.orkestro.dispatch.rule;

import io.orkestro.dispatch.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reason why a courier may not get a delivery. */
sealed interface Policy {

    Verdict judge(Quote quote);

    /**
     * Allow, or reject for these reasons.
     *
     * @param reasons stable, snake case; empty allows
     */
    record Verdict(List<String> reasons) {

        static final Verdict ALLOW = new Verdict(List.of());

        static Verdict reject(String reason) {
            return new Verdict(List.of(reason));
        }

        static Verdict rejectIf(boolean condition, String reason) {
            return condition ? reject(reason) : ALLOW;
        }

        boolean allows() {
            return reasons.isEmpty();
        }
    }

    /** The marketplace itself says who can: area, hours, capacity, size, requirements. */
    record Offered() implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            if (!quote.eligible()) {
                return quote.reasons().isEmpty() ? Verdict.reject("not_offered") : new Verdict(quote.reasons());
            }
            return Verdict.rejectIf(quote.fee() == null, "no_price");
        }
    }

    /** The retailer does not work with this courier. */
    record Excluded(Set<String> couriers) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            return Verdict.rejectIf(couriers.contains(quote.courierId()), "excluded");
        }
    }

    /** Who said no, or dropped out, is never asked again for this delivery. */
    record AlreadyTried(Set<String> couriers) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            return Verdict.rejectIf(couriers.contains(quote.courierId()), "already_tried");
        }
    }

    /** Prices in different currencies have no order. */
    record OneCurrency(@Nullable String currency) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            Money fee = quote.fee();
            return Verdict.rejectIf(
                    fee != null && currency != null && !fee.currency().equals(currency), "currency_mismatch");
        }
    }

    /** No more than the retailer is ready to pay. */
    record MaximumFee(@Nullable Money limit) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            Money fee = quote.fee();
            if (limit == null || fee == null) {
                return Verdict.ALLOW;
            }
            if (!fee.currency().equals(limit.currency())) {
                return Verdict.reject("currency_mismatch");
            }
            return Verdict.rejectIf(fee.isMoreThan(limit), "over_max_fee");
        }
    }

    /** Not everything goes on every vehicle: a basket's worth is capped by the vehicle's type. */
    record BasketCap(Map<String, Money> limits, @Nullable Money orderValue) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            Money limit = quote.vehicle() == null ? null : limits.get(quote.vehicle());
            if (limit == null || orderValue == null) {
                return Verdict.ALLOW;
            }
            if (!orderValue.currency().equals(limit.currency())) {
                return Verdict.reject("currency_mismatch");
            }
            return Verdict.rejectIf(orderValue.isMoreThan(limit), "over_max_order_value");
        }
    }

    /** Not every courier gets every basket, nor on every vehicle. */
    record CourierCaps(
            List<DispatchRules.CourierCap> caps, @Nullable Money orderValue) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            if (orderValue == null) {
                return Verdict.ALLOW;
            }
            for (DispatchRules.CourierCap cap : caps) {
                Money limit = cap.maxOrderValue();
                if (cap.isFor(quote) && !limit.currency().equals(orderValue.currency())) {
                    return Verdict.reject("currency_mismatch");
                }
                if (cap.isFor(quote) && orderValue.isMoreThan(limit)) {
                    return Verdict.reject("over_courier_order_value");
                }
            }
            return Verdict.ALLOW;
        }
    }

    /** Who goes how far. */
    record DistanceBands(List<Band.OfDistance> bands, double meters) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            List<Band.OfDistance> ours =
                    bands.stream().filter(band -> band.holds(meters)).toList();
            return Verdict.rejectIf(
                    !ours.isEmpty() && ours.stream().noneMatch(band -> band.admits(quote)), "not_for_this_distance");
        }
    }

    /** Who carries how much. */
    record BasketBands(List<Band.OfBasket> bands, @Nullable Money orderValue) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            if (orderValue == null || bands.isEmpty()) {
                return Verdict.ALLOW;
            }
            if (bands.stream().anyMatch(band -> !band.isIn(orderValue.currency()))) {
                return Verdict.reject("currency_mismatch");
            }
            List<Band.OfBasket> ours =
                    bands.stream().filter(band -> band.holds(orderValue)).toList();
            return Verdict.rejectIf(
                    !ours.isEmpty() && ours.stream().noneMatch(band -> band.admits(quote)), "not_for_this_basket");
        }
    }

    /** A price of the past is no price. */
    record Unexpired(Instant now) implements Policy {

        @Override
        public Verdict judge(Quote quote) {
            return Verdict.rejectIf(
                    quote.expiresAt() != null && !quote.expiresAt().isAfter(now), "quote_expired");
        }
    }
}
