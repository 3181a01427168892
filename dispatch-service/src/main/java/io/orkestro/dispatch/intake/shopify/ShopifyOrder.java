package io.orkestro.dispatch.intake.shopify;

import io.orkestro.dispatch.intake.order.Amounts;
import io.orkestro.dispatch.intake.order.ShopLine;
import io.orkestro.dispatch.intake.order.ShopOrder;
import io.orkestro.dispatch.intake.order.ShopStop;
import io.orkestro.dispatch.intake.shop.KeptEvent;
import io.orkestro.dispatch.intake.shop.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order as Shopify's webhooks carry it: the bare object, money as strings, points where it knows them. */
final class ShopifyOrder {

    private final Said order;
    private final KeptEvent event;

    private ShopifyOrder(Said order, KeptEvent event) {
        this.order = order;
        this.event = event;
    }

    /** @throws io.orkestro.dispatch.intake.shop.UnreadableEvent where it is none */
    static ShopOrder read(KeptEvent event) {
        Said body = Said.in(event.body());
        Said order = body.at("order").isThere() ? body.at("order") : body;
        return new ShopifyOrder(order, event).read();
    }

    private ShopOrder read() {
        Instant changedAt = order.time("updated_at");
        String currency = order.text("currency");
        List<ShopLine> lines = new ArrayList<>();
        for (Said line : order.all("line_items")) {
            lines.add(line(line, currency));
        }
        String id = order.required("id");
        return new ShopOrder(
                id,
                Objects.requireNonNullElse(order.anyText("name", "order_number"), id),
                changedAt == null ? event.receivedAt() : changedAt,
                order.time("cancelled_at") != null,
                null,
                dropoff(),
                method(),
                null,
                1,
                lines,
                Amounts.ofDecimal(order.anyText("current_subtotal_price", "subtotal_price"), currency)
                        .orElse(null),
                Amounts.ofDecimal(order.text("total_tip_received"), currency)
                        .filter(tip -> tip.amount() > 0)
                        .orElse(null),
                null);
    }

    /** Who has no shipping address buys what nobody carries, or fetches it. */
    private @Nullable ShopStop dropoff() {
        Said to = order.at("shipping_address");
        if (!to.isThere()) {
            return null;
        }
        Said customer = order.at("customer");
        String name = to.text("name");
        return new ShopStop(
                name == null ? joined(to.text("first_name"), to.text("last_name")) : name,
                to.text("company"),
                to.text("address1"),
                to.text("address2"),
                to.text("city"),
                to.text("zip"),
                to.anyText("country_code", "country"),
                to.location("latitude", "longitude"),
                first(to.text("phone"), order.text("phone"), customer.text("phone")),
                first(order.anyText("contact_email", "email"), customer.text("email"), null),
                order.text("note"),
                null,
                null);
    }

    private @Nullable String method() {
        for (Said line : order.all("shipping_lines")) {
            String method = line.anyText("title", "code");
            if (method != null && !line.isTrue("is_removed")) {
                return method;
            }
        }
        return null;
    }

    private static ShopLine line(Said line, @Nullable String currency) {
        int quantity = line.integer("current_quantity", line.integer("quantity", 1));
        boolean isCarried = !line.isTrue("gift_card") && !line.isFalse("requires_shipping") && quantity > 0;
        String name = line.anyText("name", "title");
        return new ShopLine(
                name == null ? "Item" : name,
                quantity,
                line.integer("grams", 0),
                Amounts.ofDecimal(line.text("price"), currency).orElse(null),
                isCarried);
    }

    private static @Nullable String joined(@Nullable String first, @Nullable String last) {
        String name = Stream.of(first, last).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    private static @Nullable String first(@Nullable String a, @Nullable String b, @Nullable String c) {
        return a != null ? a : b != null ? b : c;
    }
}
