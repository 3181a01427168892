package io.orkestro.dispatch.intake.order;

import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.consignment.Requirement;
import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.dispatch.intake.address.Countries;
import io.orkestro.dispatch.intake.address.Geocoder;
import io.orkestro.dispatch.intake.address.Phones;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.dispatch.store.Stores;
import io.orkestro.platform.web.problem.Problem.FieldError;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes an order in a shop's words a delivery in ours, or says in a retailer's words why it is none. It asks for points of
 * addresses, so it belongs outside a transaction.
 */
@Component
public class MakeDelivery {

    private static final int MOST_ITEMS = 100;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ITEM_NAME = 200;
    private static final int LONGEST_INSTRUCTIONS = 280;
    private static final int MOST_GRAMS = 1_000_000;
    private static final int MOST_OF_ONE = 1_000;

    private final Geocoder geocoder;
    private final Stores stores;
    private final Validator validator;
    private final Clock clock;

    MakeDelivery(Geocoder geocoder, Stores stores, Validator validator, Clock clock) {
        this.geocoder = geocoder;
        this.stores = stores;
        this.validator = validator;
        this.clock = clock;
    }

    /**
     * @param externalId the delivery's, as the retailer will see it
     * @throws Geocoder.GeocoderAway where a point is needed and cannot be asked for now
     */
    public Made make(Origin origin, String externalId, ShopOrder order, Corrections corrections) {
        Optional<FieldError> nothing = nothingToDeliver(order, origin.mapping());
        return nothing.isPresent()
                ? new Made.Nothing(nothing.get())
                : new Making(origin, order, corrections).make(externalId);
    }

    private static Optional<FieldError> nothingToDeliver(ShopOrder order, Mapping mapping) {
        if (!order.lines().isEmpty() && order.lines().stream().noneMatch(ShopLine::isCarried)) {
            return Optional.of(new FieldError(
                    "items", "nothing_to_carry", "Nothing in this order is carried: gift cards, downloads, services"));
        }
        if (!mapping.means(order.method())) {
            return Optional.of(new FieldError(
                    "method",
                    "not_a_delivery",
                    order.method() == null
                            ? "The order names no shipping method, and the connection delivers certain ones alone"
                            : "\"%s\" is not one of the shipping methods that the connection delivers"
                                    .formatted(order.method())));
        }
        return Optional.empty();
    }

    /** One order on its way. */
    private final class Making {

        private final Origin origin;
        private final Mapping mapping;
        private final ShopOrder order;
        private final Corrections corrections;
        private final List<FieldError> reasons = new ArrayList<>();

        Making(Origin origin, ShopOrder order, Corrections corrections) {
            this.origin = origin;
            this.mapping = origin.mapping();
            this.order = order;
            this.corrections = corrections;
        }

        Made make(String externalId) {
            if (order.destinations() > 1 && corrections.dropoff() == null) {
                reason(
                        "dropoff",
                        "several_addresses",
                        "The order goes to several addresses; say which one this delivery is for");
                return new Made.Unfit(reasons);
            }
            Stop pickup = pickup();
            Stop dropoff = dropoff();
            List<Item> items = items();
            if (pickup == null || dropoff == null || !reasons.isEmpty()) {
                return new Made.Unfit(List.copyOf(reasons));
            }
            DeliveryOrder made = new DeliveryOrder(
                    externalId,
                    order.pickup() == null ? mapping.storeId() : null,
                    pickup,
                    dropoff,
                    items,
                    corrections.orderValue() == null ? order.value() : corrections.orderValue(),
                    order.tip(),
                    order.minimumAge() == null ? null : List.of(Requirement.AGE_CHECK),
                    order.minimumAge(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    metadata(),
                    null);
            check(made);
            return reasons.isEmpty() ? new Made.Deliverable(made) : new Made.Unfit(List.copyOf(reasons));
        }

        private @Nullable Stop pickup() {
            ShopStop told = order.pickup();
            if (told != null) {
                return stop("pickup", told.corrected(corrections.pickup()));
            }
            if (mapping.storeId() == null) {
                reason("storeId", "required", "The connection names no store to pick up from");
                return null;
            }
            Optional<Stop> store = stores.pickupOf(origin.retailerId(), mapping.storeId());
            if (store.isEmpty()) {
                reason("storeId", "unknown", "There is no store \"%s\"".formatted(mapping.storeId()));
            }
            return store.map(this::prepared).orElse(null);
        }

        private Stop prepared(Stop store) {
            Integer minutes = mapping.preparationMinutes();
            Instant now = clock.instant();
            Instant readyAt =
                    minutes == null ? store.readyAt() : minutes == 0 ? null : now.plus(Duration.ofMinutes(minutes));
            if (order.readyAt() != null && order.readyAt().isAfter(readyAt == null ? now : readyAt)) {
                readyAt = order.readyAt();
            }
            return new Stop(
                    store.name(),
                    store.business(),
                    store.address(),
                    store.location(),
                    store.phone(),
                    store.email(),
                    store.instructions(),
                    readyAt,
                    null);
        }

        private @Nullable Stop dropoff() {
            ShopStop told = order.dropoff() == null
                    ? corrections.dropoff()
                    : order.dropoff().corrected(corrections.dropoff());
            if (told == null) {
                reason("dropoff", "required", "The order names no address to deliver to");
                return null;
            }
            return stop("dropoff", told);
        }

        private @Nullable Stop stop(String field, ShopStop told) {
            int before = reasons.size();
            String country = country(field, told);
            String name =
                    required(field + ".name", told.name() == null ? told.business() : told.name(), "a name to ask for");
            String line1 = required(field + ".line1", told.line1(), "a street");
            String city = required(field + ".city", told.city(), "a town");
            String postcode = required(field + ".postcode", told.postcode(), "a postcode");
            String phone = phone(field, told.phone(), country);
            if (country == null
                    || name == null
                    || line1 == null
                    || city == null
                    || postcode == null
                    || reasons.size() > before) {
                return null;
            }
            Address address = new Address(line1, blankToNull(told.line2()), city, postcode, country);
            Location location = told.location() == null ? locate(field, address) : told.location();
            return location == null
                    ? null
                    : new Stop(
                            cut(name, LONGEST_NAME),
                            told.business() == null ? null : cut(told.business(), LONGEST_NAME),
                            address,
                            location,
                            phone,
                            blankToNull(told.email()),
                            told.instructions() == null ? null : cut(told.instructions(), LONGEST_INSTRUCTIONS),
                            told.readyAt(),
                            told.deadlineAt());
        }

        private @Nullable String country(String field, ShopStop told) {
            String written = blankToNull(told.country());
            if (written == null) {
                if (mapping.country() == null) {
                    reason(
                            field + ".country",
                            "required",
                            "The address names no country, and the connection has none to go by");
                }
                return mapping.country();
            }
            Optional<String> code = Countries.code(written);
            if (code.isEmpty()) {
                reason(
                        field + ".country",
                        "unknown_country",
                        "\"%s\" is no country that we know".formatted(cut(written, 60)));
            }
            return code.orElse(null);
        }

        /** Without one the driver rings the bell; with a wrong one somebody else's phone rings. */
        private @Nullable String phone(String field, @Nullable String written, @Nullable String country) {
            String number = blankToNull(written);
            if (number == null) {
                return null;
            }
            Optional<String> e164 = Phones.e164(number, country == null ? mapping.country() : country);
            if (e164.isEmpty()) {
                reason(
                        field + ".phone",
                        "invalid_phone_number",
                        "\"%s\" is no phone number".formatted(cut(number, 40)));
            }
            return e164.orElse(null);
        }

        private @Nullable Location locate(String field, Address address) {
            Optional<Location> point = geocoder.locate(address);
            if (point.isEmpty()) {
                reason(
                        field + ".location",
                        "address_not_found",
                        "Nobody knows where \"%s, %s\" is; correct the address, or say its location"
                                .formatted(address.line1(), address.postcode()));
            }
            return point.orElse(null);
        }

        private List<Item> items() {
            Item.Size size = corrections.itemSize() == null ? mapping.defaultSize() : corrections.itemSize();
            List<ShopLine> carried =
                    order.lines().stream().filter(ShopLine::isCarried).toList();
            if (carried.isEmpty()) {
                // Tills tell the recipient and the price, and not always what is in the bag.
                return List.of(new Item("Order " + cut(order.number(), LONGEST_NAME), 1, size, null, null));
            }
            if (carried.size() > MOST_ITEMS) {
                int pieces = carried.stream()
                        .mapToInt(line -> Math.max(1, line.quantity()))
                        .sum();
                return List.of(new Item(
                        "Order %s, %,d lines".formatted(cut(order.number(), LONGEST_NAME), carried.size()),
                        Math.min(MOST_OF_ONE, pieces),
                        size,
                        null,
                        null));
            }
            return carried.stream().map(line -> item(line, size)).toList();
        }

        private static Item item(ShopLine line, Item.Size size) {
            Integer grams = line.grams() == null || line.grams() < 1 ? null : Math.min(MOST_GRAMS, line.grams());
            String name = line.name().isBlank() ? "Item" : cut(line.name(), LONGEST_ITEM_NAME);
            return new Item(name, Math.clamp(line.quantity(), 1, MOST_OF_ONE), size, grams, line.price());
        }

        private Map<String, @Nullable String> metadata() {
            Map<String, @Nullable String> metadata = new TreeMap<>();
            metadata.put("source", origin.kind());
            metadata.put("orderNumber", cut(order.number(), LONGEST_NAME));
            return metadata;
        }

        /** What the API would refuse is refused here, in the same words. */
        private void check(DeliveryOrder made) {
            validator
                    .validate(made)
                    .forEach(fault -> reason(fault.getPropertyPath().toString(), "invalid", fault.getMessage()));
            List<Money> amounts = new ArrayList<>();
            if (made.orderValue() != null) {
                amounts.add(made.orderValue());
            }
            made.items().stream().map(Item::price).filter(Objects::nonNull).forEach(amounts::add);
            if (amounts.stream().map(Money::currency).distinct().count() > 1) {
                reason("orderValue.currency", "currency_mismatch", "All amounts of one delivery are in one currency");
            }
        }

        private @Nullable String required(String field, @Nullable String value, String what) {
            String text = blankToNull(value);
            if (text == null) {
                reason(field, "required", "The address lacks " + what);
            }
            return text;
        }

        private void reason(String field, String code, String message) {
            reasons.add(new FieldError(field, code, message));
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
