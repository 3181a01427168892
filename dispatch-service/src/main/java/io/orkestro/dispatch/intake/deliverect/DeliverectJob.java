package io.orkestro.dispatch.intake.deliverect;

import io.orkestro.dispatch.intake.order.Amounts;
import io.orkestro.dispatch.intake.order.ShopLine;
import io.orkestro.dispatch.intake.order.ShopOrder;
import io.orkestro.dispatch.intake.order.ShopStop;
import io.orkestro.dispatch.intake.shop.RateQuestion;
import io.orkestro.dispatch.intake.shop.Said;
import io.orkestro.dispatch.intake.shop.UnreadableEvent;
import io.orkestro.dispatch.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job of Deliverect's: some places that goods go to from one kitchen, each of which is an order here. Points are strings;
 * prices are in hundredths, in a currency that the job does not name.
 */
final class DeliverectJob {

    private static final Duration SOON = Duration.ofMinutes(90);

    /** What a courier in town needs from one door to the other. */
    private static final Duration JOURNEY = Duration.ofMinutes(30);

    private final Said job;
    private final String currency;

    /**
     * @param currency of the retailer's tills
     * @throws UnreadableEvent where it is no job
     */
    DeliverectJob(byte[] body, String currency) {
        this.job = Said.in(body);
        this.currency = currency;
    }

    /** Updates call the job's id otherwise than all the rest. */
    String id() {
        String id = job.anyText("jobId", "_id", "deliveryJobId");
        if (id == null) {
            throw new UnreadableEvent("\"jobId\" is missing");
        }
        return id;
    }

    List<ShopOrder> orders(Instant toldAt) {
        List<ShopOrder> orders = new ArrayList<>();
        List<Said> locations = locations();
        for (int i = 0; i < locations.size(); i++) {
            orders.add(order(shopOrderId(i), locations.get(i), toldAt));
        }
        return orders;
    }

    List<String> orderIds() {
        return locations().stream().map(this::orderId).toList();
    }

    /** The first place: couriers are asked about one delivery at a time. */
    RateQuestion question() {
        Said location = locations().getFirst();
        return new RateQuestion(null, dropoff(location), lines(location), value(location));
    }

    Map<String, String> displayIds() {
        Map<String, String> ids = new LinkedHashMap<>();
        for (Said location : locations()) {
            ids.put(orderId(location), Objects.requireNonNullElse(location.text("channelOrderDisplayId"), ""));
        }
        return ids;
    }

    private List<Said> locations() {
        List<Said> locations = new ArrayList<>();
        job.all("deliveryLocations").forEach(locations::add);
        if (locations.isEmpty()) {
            throw new UnreadableEvent("\"deliveryLocations\" is missing");
        }
        return locations;
    }

    /** Deliverect's name of what goes to this place. */
    private String orderId(Said location) {
        String id = location.text("orderId");
        return id == null ? id() : id;
    }

    /** The first is called as the job is, and the others by their own names after it. */
    private String shopOrderId(int number) {
        return number == 0 ? id() : id() + "/" + orderId(locations().get(number));
    }

    private ShopOrder order(String id, Said location, Instant toldAt) {
        return new ShopOrder(
                id,
                Objects.requireNonNullElse(location.text("channelOrderDisplayId"), id),
                toldAt,
                false,
                null,
                dropoff(location),
                null,
                readyAt(location, toldAt),
                1,
                lines(location),
                value(location),
                null,
                minimumAge());
    }

    /** What is wanted soon is wanted as soon as possible; what is wanted later waits in the kitchen until its time. */
    private @Nullable Instant readyAt(Said location, Instant toldAt) {
        Instant wanted = location.time("deliveryTime");
        if (wanted == null || wanted.isBefore(toldAt.plus(SOON))) {
            return null;
        }
        Instant pickup = job.time("pickupTime");
        return pickup == null ? wanted.minus(JOURNEY) : pickup;
    }

    private @Nullable Integer minimumAge() {
        Said check = job.at("ageCheck");
        int age = check.integer("minimumAge", check.integer("minAge", 0));
        if (age >= 16 && age <= 25) {
            return age;
        }
        return check.isTrue("required") || job.isTrue("ageCheck") ? 18 : null;
    }

    private static ShopStop dropoff(Said location) {
        return new ShopStop(
                location.text("name"),
                location.text("company"),
                joined(location.text("street"), location.text("streetNumber")),
                location.text("extraAddressInfo"),
                location.text("city"),
                location.text("postalCode"),
                location.text("country"),
                location.location("latitude", "longitude"),
                location.text("phone"),
                location.text("email"),
                location.text("deliveryRemarks"),
                null,
                null);
    }

    private List<ShopLine> lines(Said location) {
        List<ShopLine> lines = new ArrayList<>();
        for (Said item : location.all("items")) {
            lines.add(new ShopLine(
                    Objects.requireNonNullElse(item.anyText("name", "plu"), "Item"),
                    Math.max(1, item.integer("quantity", 1)),
                    null,
                    Amounts.ofMinor(item.integer("price", 0), currency).orElse(null),
                    true));
        }
        String description = location.text("orderDescription");
        if (lines.isEmpty() && description != null) {
            lines.add(new ShopLine(description, 1, null, null, true));
        }
        return lines;
    }

    private @Nullable Money value(Said location) {
        Said payment = location.at("payment");
        return payment.number("amount") == null
                ? null
                : Amounts.ofMinor(payment.integer("amount", 0), currency).orElse(null);
    }

    private static @Nullable String joined(@Nullable String street, @Nullable String number) {
        String line = Stream.of(street, number).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return line.isEmpty() ? null : line;
    }
}
