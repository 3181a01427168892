package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.consignment.Consignment;
import io.orkestro.dispatch.consignment.DeliverableAction;
import io.orkestro.dispatch.consignment.Item;
import io.orkestro.dispatch.consignment.Requirement;
import io.orkestro.dispatch.consignment.UndeliverableAction;
import io.orkestro.dispatch.delivery.Attempt.Status;
import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.dispatch.rule.DecisionRound;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.dispatch.rule.Quote;
import io.orkestro.dispatch.rule.Rebooking;
import io.orkestro.platform.routing.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deliveries in every stage of their life, as they come to be. */
final class Fixtures {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final DispatchProperties PACE = new DispatchProperties(
            Duration.ofMinutes(45),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(180),
            Duration.ofMillis(500),
            new CancellationRate(0, 0, Duration.ofMinutes(2)),
            "GBP");

    private static final String RETAILER = "ret_acme";

    private Fixtures() {}

    static Stop pickup() {
        return pickupReadyAt(null);
    }

    static Stop pickupReadyAt(@Nullable Instant readyAt) {
        return new Stop(
                "Ada Obi",
                null,
                new Address("14 Redchurch Street", null, "London", "E2 7DJ", "GB"),
                new Location(51.5245, -0.0773),
                "+442079460018",
                null,
                null,
                readyAt,
                null);
    }

    static Stop dropoff() {
        return new Stop(
                "Grace Lin",
                null,
                new Address("22 Cross Street", null, "London", "N1 2BG", "GB"),
                new Location(51.5392, -0.1003),
                "+447700900123",
                "grace.lin@example.com",
                null,
                null,
                null);
    }

    static Consignment consignment(Requirement... requirements) {
        return consignment(pickup(), Money.of(4_150, "GBP"), requirements);
    }

    static Consignment consignment(Stop pickup, @Nullable Money orderValue, Requirement... requirements) {
        return new Consignment(
                pickup,
                dropoff(),
                List.of(new Item("Cheese box", 1, null, null, null)),
                orderValue,
                Money.of(200, "GBP"),
                List.of(requirements),
                null,
                UndeliverableAction.RETURN,
                DeliverableAction.MEET_AT_DOOR,
                null,
                Map.of("basket", "b-1"));
    }

    static NewDelivery birth(Consignment consignment, DispatchRules rules, boolean autoDispatch, Fallback fallback) {
        return new NewDelivery(
                "dlv_acme_k2v7q4m5x3tz6yw2n7b4c5d6ea",
                2,
                RETAILER,
                "ORDER-1",
                null,
                "trk_acme_w3n6z2k5q7x4m2t6y5b3c7d4fa",
                "fingerprint",
                Decision.decode("SMMM"),
                consignment,
                rules,
                autoDispatch,
                fallback);
    }

    static Delivery.Born born(Consignment consignment, DispatchRules rules) {
        return Delivery.born(birth(consignment, rules, true, Fallback.RULES), null, NOW, PACE);
    }

    static Delivery aQuotingDelivery(Requirement... requirements) {
        return born(consignment(requirements), DispatchRules.INITIAL).delivery();
    }

    static Delivery aWaitingDelivery() {
        return Delivery.born(birth(consignment(), DispatchRules.INITIAL, false, Fallback.RULES), null, NOW, PACE)
                .delivery();
    }

    static Delivery aBookingDelivery(Requirement... requirements) {
        Delivery delivery = aQuotingDelivery(requirements);
        decide(delivery, NOW, quote("velo", 500), quote("pedal", 600));
        return delivery;
    }

    static Delivery anAssignedDelivery(Requirement... requirements) {
        Delivery delivery = aBookingDelivery(requirements);
        var _ = delivery.confirmed(yes(delivery), NOW).orElseThrow();
        return delivery;
    }

    /** Brought there by its first courier, as couriers do. */
    static Delivery aDelivery(DeliveryStatus status) {
        return switch (status) {
            case PENDING -> aBookingDelivery();
            case ASSIGNED -> anAssignedDelivery();
            case PICKUP_ARRIVED, PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, DELIVERED ->
                after(anAssignedDelivery(), status);
            case RETURNING, FAILED -> after(aDelivery(DeliveryStatus.PICKED_UP), status);
            case RETURNED -> after(aDelivery(DeliveryStatus.RETURNING), status);
            case CANCELLED -> {
                Delivery delivery = anAssignedDelivery();
                var _ = delivery.cancel(cancellation(), NOW).orElseThrow();
                yield delivery;
            }
            case EXPIRED -> {
                Delivery delivery = aBookingDelivery();
                var _ = delivery.due(NOW.plus(Duration.ofHours(1)), PACE).orElseThrow();
                ended(delivery, Status.WITHDRAWN, "search_given_up", NOW.plus(Duration.ofHours(1)));
                yield delivery;
            }
        };
    }

    private static Delivery after(Delivery delivery, DeliveryStatus reported) {
        var _ = delivery.reported(report(delivery, reported), NOW).orElseThrow();
        return delivery;
    }

    static Report report(Delivery delivery, DeliveryStatus status) {
        return new Report(delivery.attempts().size(), status, NOW, null, null, List.of(), null, null);
    }

    static DecisionRound decide(Delivery delivery, Instant now, Quote... quotes) {
        DecisionRound round = delivery.judge(Arrays.asList(quotes), now);
        delivery.decided(round, now, PACE);
        return round;
    }

    static Change ended(Delivery delivery, Status how, String reason, Instant now) {
        return delivery.bookingEnded(current(delivery).bookingId(), how, reason, now, PACE)
                .orElseThrow();
    }

    static Attempt current(Delivery delivery) {
        return Objects.requireNonNull(delivery.currentAttempt());
    }

    static Confirmation yes(Delivery delivery) {
        return new Confirmation(
                current(delivery).bookingId(),
                null,
                "bike",
                null,
                new Driver("Sam Okafor", "+447700900456", null),
                NOW.plusSeconds(600),
                NOW.plusSeconds(1_800));
    }

    static Cancellation cancellation() {
        return new Cancellation(
                Cancellation.Reason.CUSTOMER_REQUEST, Cancellation.By.RETAILER, NOW, Money.of(0, "GBP"), null);
    }

    static Quote quote(String courier, long fee) {
        return new Quote(
                "qot_acme_" + courier,
                "crr_" + courier,
                courier,
                "bike",
                Money.of(fee, "GBP"),
                NOW.plusSeconds(600),
                NOW.plusSeconds(1_800),
                NOW.plusSeconds(900),
                true,
                List.of());
    }

    /** The same delivery where its snapshot is read. */
    static Delivery copied(DeliverySnapshot snapshot, long epoch) {
        Delivery delivery = Delivery.copied(snapshot);
        delivery.become(snapshot, epoch, snapshot.delivery().sequence(), null);
        return delivery;
    }

    static DispatchRules rules(Rebooking rebooking) {
        DispatchRules initial = DispatchRules.INITIAL;
        return new DispatchRules(
                0,
                initial.strategy(),
                List.of(),
                List.of(),
                null,
                Map.of(),
                false,
                8,
                1_800,
                60,
                null,
                null,
                null,
                null,
                rebooking);
    }

    static DispatchRules rules(int maxAttempts) {
        DispatchRules initial = DispatchRules.INITIAL;
        return new DispatchRules(
                0, initial.strategy(), List.of(), List.of(), null, Map.of(), false, maxAttempts, 1_800, 60);
    }

    static Set<DeliveryStatus> all() {
        return Set.of(DeliveryStatus.values());
    }
}
