package io.orkestro.dispatch.intake.woocommerce;

import io.orkestro.dispatch.intake.order.Amounts;
import io.orkestro.dispatch.intake.order.ShopLine;
import io.orkestro.dispatch.intake.order.ShopOrder;
import io.orkestro.dispatch.intake.order.ShopStop;
import io.orkestro.dispatch.intake.shop.KeptEvent;
import io.orkestro.dispatch.intake.shop.Reading;
import io.orkestro.dispatch.intake.shop.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as WooCommerce's webhooks carry it: as its REST API does (WooCommerce REST API v3, "Order properties"). The
 * addresses to ship to have no e-mail, and a phone number only since version 5.6; those of the bill have both.
 */
final class WooOrder {

    /** What plug-ins for several addresses leave in an order's own fields. */
    private static final String SEVERAL_ADDRESSES = "_wcms_packages";

    private final Said order;
    private final KeptEvent event;

    private WooOrder(Said order, KeptEvent event) {
        this.order = order;
        this.event = event;
    }

    /** @throws io.orkestro.dispatch.intake.shop.UnreadableEvent where it is none */
    static Reading read(KeptEvent event) {
        return new WooOrder(Said.in(event.body()), event).read();
    }

    private Reading read() {
        String id = order.required("id");
        if (event.topic().equals("order.deleted")) {
            return new Reading.Cancelled(List.of(id), event.receivedAt());
        }
        String status = order.required("status");
        return switch (status) {
            case "processing", "completed" -> new Reading.Orders(List.of(order(id, false)));
            case "cancelled", "refunded", "failed", "trash" -> new Reading.Orders(List.of(order(id, true)));
            default -> new Reading.Nothing("The order is \"%s\", and not paid yet".formatted(status));
        };
    }

    private ShopOrder order(String id, boolean isCancelled) {
        Instant changedAt = order.time("date_modified_gmt");
        String currency = order.text("currency");
        ShopStop dropoff = dropoff();
        String method = method();
        // A line does not say whether it is carried; an order in which nothing is asks for no address and no shipping.
        boolean isCarried = dropoff != null || method != null;
        List<ShopLine> lines = new ArrayList<>();
        for (Said line : order.all("line_items")) {
            lines.add(line(line, currency, isCarried));
        }
        return new ShopOrder(
                id,
                "#" + Objects.requireNonNullElse(order.text("number"), id),
                changedAt == null ? event.receivedAt() : changedAt,
                isCancelled,
                null,
                dropoff,
                method,
                null,
                hasSeveralAddresses() ? 2 : 1,
                lines,
                Amounts.ofDecimal(order.text("total"), currency).orElse(null),
                null,
                null);
    }

    private @Nullable ShopStop dropoff() {
        Said to = order.at("shipping");
        if (to.anyText("address_1", "postcode", "city") == null) {
            return null;
        }
        Said bill = order.at("billing");
        String phone = to.text("phone");
        return new ShopStop(
                joined(to.text("first_name"), to.text("last_name")),
                to.text("company"),
                to.text("address_1"),
                to.text("address_2"),
                to.text("city"),
                to.text("postcode"),
                to.text("country"),
                null,
                phone == null ? bill.text("phone") : phone,
                bill.text("email"),
                order.text("customer_note"),
                null,
                null);
    }

    private @Nullable String method() {
        for (Said line : order.all("shipping_lines")) {
            String method = line.anyText("method_title", "method_id");
            if (method != null) {
                return method;
            }
        }
        return null;
    }

    private boolean hasSeveralAddresses() {
        for (Said entry : order.all("meta_data")) {
            if (SEVERAL_ADDRESSES.equals(entry.text("key"))) {
                return true;
            }
        }
        return false;
    }

    private static ShopLine line(Said line, @Nullable String currency, boolean isCarried) {
        int quantity = line.integer("quantity", 1);
        return new ShopLine(
                Objects.requireNonNullElse(line.text("name"), "Item"),
                quantity,
                null,
                Amounts.ofDecimal(line.text("price"), currency).orElse(null),
                isCarried && quantity > 0);
    }

    private static @Nullable String joined(@Nullable String first, @Nullable String last) {
        String name = Stream.of(first, last).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }
}
