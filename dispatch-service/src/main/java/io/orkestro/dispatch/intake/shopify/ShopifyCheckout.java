package io.orkestro.dispatch.intake.shopify;

import io.orkestro.dispatch.intake.order.Amounts;
import io.orkestro.dispatch.intake.order.ShopLine;
import io.orkestro.dispatch.intake.order.ShopStop;
import io.orkestro.dispatch.intake.shop.Rate;
import io.orkestro.dispatch.intake.shop.RateQuestion;
import io.orkestro.dispatch.intake.shop.Said;
import io.orkestro.dispatch.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checkout's question and its answer in the words of Shopify's CarrierService. Amounts are in subunits there, and a currency
 * that has none counts as if it had a hundred. Shopify gives an answer three seconds at its busiest, and ten at most.
 */
final class ShopifyCheckout {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z").withZone(ZoneOffset.UTC);
    private static final int OF_A_CURRENCY_WITHOUT = 2;

    private ShopifyCheckout() {}

    /** @throws io.orkestro.dispatch.intake.shop.UnreadableEvent where it is no question */
    static RateQuestion question(byte[] body) {
        Said rate = Said.in(body).at("rate");
        String currency = rate.text("currency");
        List<ShopLine> lines = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (Said item : rate.all("items")) {
            ShopLine line = line(item, currency);
            lines.add(line);
            BigDecimal price = item.number("price");
            if (line.isCarried() && price != null) {
                sum = sum.add(price.multiply(BigDecimal.valueOf(line.quantity())));
            }
        }
        // Where it starts from is the shop's own idea of itself; the goods are in the connection's store.
        return new RateQuestion(null, dropoff(rate.at("destination")), lines, amount(sum, currency));
    }

    private static ShopStop dropoff(Said to) {
        return new ShopStop(
                to.text("name"),
                to.anyText("company_name", "company"),
                to.text("address1"),
                to.text("address2"),
                to.text("city"),
                to.text("postal_code"),
                to.text("country"),
                to.location("latitude", "longitude"),
                to.text("phone"),
                null,
                null,
                null,
                null);
    }

    private static ShopLine line(Said item, @Nullable String currency) {
        int quantity = item.integer("quantity", 1);
        return new ShopLine(
                Objects.requireNonNullElse(item.text("name"), "Item"),
                quantity,
                item.integer("grams", 0),
                amount(item.number("price"), currency),
                !item.isFalse("requires_shipping") && quantity > 0);
    }

    static Map<String, Object> answer(Rate rate) {
        return switch (rate) {
            case Rate.None _ -> Map.of("rates", List.of());
            case Rate.Offered offered -> Map.of("rates", List.of(offer(offered)));
        };
    }

    private static Map<String, Object> offer(Rate.Offered offered) {
        Map<String, Object> rate = new LinkedHashMap<>();
        rate.put("service_name", "Local delivery");
        rate.put("service_code", "orkestro");
        rate.put("total_price", subunits(offered.fee()));
        rate.put("currency", offered.fee().currency());
        rate.put("description", "Brought to the door by a local courier");
        // Drivers call from the door, and some couriers come to nobody they cannot call.
        rate.put("phone_required", true);
        Instant eta = offered.dropoffEta();
        if (eta != null) {
            rate.put("min_delivery_date", DATE.format(eta));
            rate.put("max_delivery_date", DATE.format(eta));
        }
        return rate;
    }

    private static @Nullable Money amount(@Nullable BigDecimal subunits, @Nullable String currency) {
        if (subunits == null || currency == null) {
            return null;
        }
        return Amounts.ofDecimal(subunits.movePointLeft(digits(currency)).toPlainString(), currency)
                .orElse(null);
    }

    private static String subunits(Money money) {
        return BigDecimal.valueOf(money.amount())
                .movePointRight(digits(money.currency()) - ownDigits(money.currency()))
                .toPlainString();
    }

    /** As Shopify counts. */
    private static int digits(String currency) {
        int own = ownDigits(currency);
        return own == 0 ? OF_A_CURRENCY_WITHOUT : own;
    }

    private static int ownDigits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return OF_A_CURRENCY_WITHOUT;
        }
    }
}
