package io.orkestro.dispatch.consignment;

import io.orkestro.dispatch.money.Money;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules between fields. The windows are those retailers know from Uber Direct: room for a courier to come, and no
 * drop-off that is over before the pick-up.
 */
final class ConsignmentFaults {

    static final Duration CLOCK_SKEW = Duration.ofMinutes(2);
    static final Duration HORIZON = Duration.ofDays(30);
    static final Duration PICKUP_WINDOW = Duration.ofMinutes(10);
    static final Duration PICKUP_NOTICE = Duration.ofMinutes(20);
    static final Duration DROPOFF_WINDOW = Duration.ofMinutes(20);

    private final Consignment consignment;
    private final Instant now;
    private final List<FieldError> faults = new ArrayList<>();

    private ConsignmentFaults(Consignment consignment, Instant now) {
        this.consignment = consignment;
        this.now = now;
    }

    static List<FieldError> of(Consignment consignment, Instant now) {
        ConsignmentFaults check = new ConsignmentFaults(consignment, now);
        check.pickupWindow();
        check.dropoffWindow();
        check.windowsTogether();
        check.doorAndRequirements();
        check.oneCurrency();
        check.metadata();
        check.size();
        return List.copyOf(check.faults);
    }

    static List<FieldError> broughtBy(Consignment before, Consignment after, Instant now) {
        Set<FieldError> known = Set.copyOf(of(before, now));
        return of(after, now).stream()
                .filter(fault -> !known.contains(fault) || movesWindow(before, after, fault.field()))
                .toList();
    }

    private static boolean movesWindow(Consignment before, Consignment after, String field) {
        return switch (field) {
            case "pickup.readyAt" ->
                differ(before.pickup().readyAt(), after.pickup().readyAt());
            case "pickup.deadlineAt" ->
                differ(before.pickup().deadlineAt(), after.pickup().deadlineAt());
            case "dropoff.readyAt" ->
                differ(before.dropoff().readyAt(), after.dropoff().readyAt());
            case "dropoff.deadlineAt" ->
                differ(before.dropoff().deadlineAt(), after.dropoff().deadlineAt());
            default -> false;
        };
    }

    private void pickupWindow() {
        Instant readyAt = consignment.pickup().readyAt();
        Instant deadlineAt = consignment.pickup().deadlineAt();
        if (readyAt != null && readyAt.isBefore(now.minus(CLOCK_SKEW))) {
            fault("pickup.readyAt", "pickup_ready_too_early", "The goods cannot be ready in the past");
        }
        if (readyAt != null && !readyAt.isBefore(now.plus(HORIZON))) {
            fault("pickup.readyAt", "pickup_ready_too_late", "Deliveries are taken less than 30 days ahead");
        }
        if (deadlineAt != null && deadlineAt.isBefore(now.plus(PICKUP_NOTICE))) {
            fault("pickup.deadlineAt", "pickup_deadline_too_early", "A courier needs at least 20 minutes to come");
        }
        if (shorter(readyAt, deadlineAt, PICKUP_WINDOW)) {
            fault("pickup.deadlineAt", "pickup_window_too_small", "A pick-up window is at least 10 minutes");
        }
    }

    private void dropoffWindow() {
        Instant readyAt = consignment.dropoff().readyAt();
        Instant deadlineAt = consignment.dropoff().deadlineAt();
        if (shorter(readyAt, deadlineAt, DROPOFF_WINDOW)) {
            fault("dropoff.deadlineAt", "dropoff_window_too_small", "A drop-off window is at least 20 minutes");
        }
        Instant start = later(consignment.pickup().readyAt(), now);
        if (deadlineAt != null && deadlineAt.isBefore(start.plus(DROPOFF_WINDOW))) {
            fault("dropoff.deadlineAt", "dropoff_deadline_too_early", "No courier can be there by then");
        }
        if (readyAt != null && !readyAt.isBefore(now.plus(HORIZON))) {
            fault("dropoff.readyAt", "dropoff_ready_too_late", "Deliveries are taken less than 30 days ahead");
        }
    }

    private void windowsTogether() {
        Instant pickupDeadline = consignment.pickup().deadlineAt();
        if (pickupDeadline == null) {
            return;
        }
        Instant dropoffReady = consignment.dropoff().readyAt();
        if (dropoffReady != null && dropoffReady.isAfter(pickupDeadline)) {
            fault(
                    "dropoff.readyAt",
                    "dropoff_ready_after_pickup_deadline",
                    "The drop-off window opens before the pick-up window closes");
        }
        Instant dropoffDeadline = consignment.dropoff().deadlineAt();
        if (dropoffDeadline != null && dropoffDeadline.isBefore(pickupDeadline)) {
            fault(
                    "dropoff.deadlineAt",
                    "dropoff_deadline_before_pickup_deadline",
                    "The drop-off window closes after the pick-up window");
        }
    }

    private void doorAndRequirements() {
        boolean recipientNeeded = consignment.requirements().stream().anyMatch(Requirement::needsRecipient);
        if (!recipientNeeded) {
            return;
        }
        if (consignment.undeliverableAction() == UndeliverableAction.LEAVE_AT_DOOR) {
            fault(
                    "undeliverableAction",
                    "conflicts_with_requirements",
                    "Goods that need a signature, a PIN or an age check are not left at the door");
        }
        if (consignment.deliverableAction() == DeliverableAction.LEAVE_AT_DOOR) {
            fault(
                    "deliverableAction",
                    "conflicts_with_requirements",
                    "Goods that need a signature, a PIN or an age check are not left at the door");
        }
    }

    private void oneCurrency() {
        String currency = Stream.of(consignment.orderValue(), consignment.tip())
                .filter(Objects::nonNull)
                .map(Money::currency)
                .findFirst()
                .orElse(null);
        currency = sameCurrency("orderValue", consignment.orderValue(), currency);
        currency = sameCurrency("tip", consignment.tip(), currency);
        for (int i = 0; i < consignment.items().size(); i++) {
            Money price = consignment.items().get(i).price();
            currency = sameCurrency("items[%d].price".formatted(i), price, currency);
        }
    }

    private @Nullable String sameCurrency(String field, @Nullable Money money, @Nullable String expected) {
        if (money == null) {
            return expected;
        }
        if (expected != null && !money.currency().equals(expected)) {
            fault(field + ".currency", "currency_mismatch", "All amounts of one delivery are in one currency");
        }
        return expected == null ? money.currency() : expected;
    }

    private void metadata() {
        if (consignment.metadata().size() > Consignment.MAXIMUM_METADATA) {
            fault("metadata", "wrong_length", "At most 20 entries");
        }
        consignment.metadata().forEach((name, value) -> {
            if (name.isBlank() || name.length() > 40) {
                fault("metadata", "wrong_length", "A name has 1 to 40 characters");
            }
            if (value.length() > 500) {
                fault("metadata." + name, "wrong_length", "A value has at most 500 characters");
            }
        });
    }

    private void size() {
        if (StrictJson.bytesOf(consignment) > Consignment.MOST_BYTES) {
            boolean byItems = StrictJson.bytesOf(consignment.items()) >= StrictJson.bytesOf(consignment.metadata());
            fault(
                    byItems ? "items" : "metadata",
                    "too_large",
                    "All that is said of the goods and the stops is at most %,d bytes of JSON"
                            .formatted(Consignment.MOST_BYTES));
        }
    }

    private void fault(String field, String code, String message) {
        faults.add(new FieldError(field, code, message));
    }

    private static boolean differ(@Nullable Instant a, @Nullable Instant b) {
        return !Objects.equals(a, b);
    }

    private static boolean shorter(@Nullable Instant from, @Nullable Instant to, Duration least) {
        return from != null && to != null && to.isBefore(from.plus(least));
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a != null && a.isAfter(b) ? a : b;
    }
}
