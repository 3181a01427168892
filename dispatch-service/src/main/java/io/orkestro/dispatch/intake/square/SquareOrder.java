package io.orkestro.dispatch.intake.square;

import io.orkestro.dispatch.intake.order.Amounts;
import io.orkestro.dispatch.intake.order.ShopLine;
import io.orkestro.dispatch.intake.order.ShopOrder;
import io.orkestro.dispatch.intake.order.ShopStop;
import io.orkestro.dispatch.intake.shop.Reading;
import io.orkestro.dispatch.intake.shop.Said;
import io.orkestro.dispatch.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as Square's Orders API has it: money in minor units, quantities as strings, and a fulfilment for each place that
 * something goes to. Each of those that is a delivery is an order of its own here: the first is called as the order is, and
 * the others by their own names after it.
 */
final class SquareOrder {

    /** What a courier in town needs from one door to the other. */
    private static final Duration JOURNEY = Duration.ofMinutes(30);

    private final Said order;
    private final Instant receivedAt;

    private SquareOrder(Said order, Instant receivedAt) {
        this.order = order;
        this.receivedAt = receivedAt;
    }

    static Reading read(Said order, Instant receivedAt) {
        return new SquareOrder(order, receivedAt).read();
    }

    private Reading read() {
        String id = order.required("id");
        String state = Objects.requireNonNullElse(order.text("state"), "OPEN");
        if (state.equals("DRAFT")) {
            return new Reading.Nothing("The order is a draft");
        }
        List<Said> deliveries = new ArrayList<>();
        for (Said fulfilment : order.all("fulfillments")) {
            String type = Objects.requireNonNullElse(fulfilment.text("type"), "");
            if (type.equals("DELIVERY") || type.equals("SHIPMENT")) {
                deliveries.add(fulfilment);
            }
        }
        if (deliveries.isEmpty()) {
            return state.equals("CANCELED")
                    ? new Reading.Cancelled(List.of(id), changedAt())
                    : new Reading.Nothing("The order has no delivery: it is fetched, eaten there, or downloaded");
        }
        List<ShopOrder> orders = new ArrayList<>();
        for (int i = 0; i < deliveries.size(); i++) {
            Said fulfilment = deliveries.get(i);
            String own = i == 0 ? id : id + "/" + Objects.requireNonNullElse(fulfilment.text("uid"), String.valueOf(i));
            orders.add(order(own, fulfilment, deliveries.size() == 1, state.equals("CANCELED")));
        }
        return new Reading.Orders(orders);
    }

    private ShopOrder order(String id, Said fulfilment, boolean isOnly, boolean isCancelled) {
        String state = Objects.requireNonNullElse(fulfilment.text("state"), "PROPOSED");
        boolean isOff = isCancelled || state.equals("CANCELED") || state.equals("FAILED");
        return new ShopOrder(
                id,
                Objects.requireNonNullElse(order.anyText("ticket_name", "reference_id"), id),
                changedAt(),
                isOff,
                null,
                dropoff(fulfilment),
                fulfilment.text("type"),
                readyAt(fulfilment),
                1,
                lines(fulfilment),
                isOnly ? money(order.at("total_money")) : null,
                isOnly ? tip() : null,
                null);
    }

    private Instant changedAt() {
        Instant changedAt = order.time("updated_at");
        return changedAt == null ? receivedAt : changedAt;
    }

    /** Of what was ordered for later. */
    private static @Nullable Instant readyAt(Said fulfilment) {
        Said details = fulfilment.at("delivery_details");
        Instant deliverAt = details.time("deliver_at");
        if (deliverAt == null || !"SCHEDULED".equals(details.text("schedule_type"))) {
            return null;
        }
        return deliverAt.minus(JOURNEY);
    }

    private @Nullable Money tip() {
        Money tip = money(order.at("total_tip_money"));
        return tip == null || tip.amount() == 0 ? null : tip;
    }

    private static @Nullable ShopStop dropoff(Said fulfilment) {
        Said details = fulfilment.at("delivery_details").isThere()
                ? fulfilment.at("delivery_details")
                : fulfilment.at("shipment_details");
        Said recipient = details.at("recipient");
        Said address = recipient.at("address");
        if (!address.isThere()) {
            return null;
        }
        String name = recipient.text("display_name");
        return new ShopStop(
                name == null ? joined(address.text("first_name"), address.text("last_name")) : name,
                null,
                address.text("address_line_1"),
                address.text("address_line_2"),
                address.anyText("locality", "administrative_district_level_1"),
                address.text("postal_code"),
                address.text("country"),
                null,
                recipient.text("phone_number"),
                recipient.text("email_address"),
                details.anyText("dropoff_notes", "note", "shipping_note"),
                null,
                null);
    }

    /** What goes there: all of the order, unless the fulfilment lists its entries. */
    private List<ShopLine> lines(Said fulfilment) {
        List<String> entries = new ArrayList<>();
        for (Said entry : fulfilment.all("entries")) {
            String uid = entry.text("line_item_uid");
            if (uid != null) {
                entries.add(uid);
            }
        }
        List<ShopLine> lines = new ArrayList<>();
        for (Said line : order.all("line_items")) {
            String uid = line.text("uid");
            if (entries.isEmpty() || (uid != null && entries.contains(uid))) {
                lines.add(line(line));
            }
        }
        return lines;
    }

    private static ShopLine line(Said line) {
        String type = Objects.requireNonNullElse(line.text("item_type"), "ITEM");
        int quantity = Math.max(1, line.integer("quantity", 1));
        String name = joined(line.text("name"), variation(line.text("variation_name")));
        return new ShopLine(
                name == null ? "Item" : name,
                quantity,
                null,
                money(line.at("base_price_money")),
                !type.equals("GIFT_CARD"));
    }

    private static @Nullable String variation(@Nullable String name) {
        return name == null || name.equals("Regular") ? null : "(" + name + ")";
    }

    private static @Nullable Money money(Said money) {
        return money.isThere()
                ? Amounts.ofMinor(money.integer("amount", 0), money.text("currency"))
                        .orElse(null)
                : null;
    }

    private static @Nullable String joined(@Nullable String first, @Nullable String last) {
        String name = Stream.of(first, last).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }
}
