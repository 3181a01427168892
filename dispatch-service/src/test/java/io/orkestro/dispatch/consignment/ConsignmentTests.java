package io.orkestro.dispatch.consignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.platform.web.problem.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsignmentTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** Minutes from now: pick-up ready and deadline, drop-off ready and deadline; then what is wrong. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                -,     -,  -,  -,   -
                -2,    -,  -,  -,   -
                -3,    -,  -,  -,   pickup.readyAt pickup_ready_too_early
                43199, -,  -,  -,   -
                43200, -,  -,  -,   pickup.readyAt pickup_ready_too_late
                -,    20,  -,  -,   -
                -,    19,  -,  -,   pickup.deadlineAt pickup_deadline_too_early
                15,   25,  -,  -,   -
                16,   25,  -,  -,   pickup.deadlineAt pickup_window_too_small
                -,    30, 30, 50,   -
                -,    30, 31, 51,   dropoff.readyAt dropoff_ready_after_pickup_deadline
                -,    30, 30, 49,   dropoff.deadlineAt dropoff_window_too_small
                -,    30,  -, 30,   -
                -,    30,  -, 29,   dropoff.deadlineAt dropoff_deadline_before_pickup_deadline
                -,     -,  -, 20,   -
                -,     -,  -, 19,   dropoff.deadlineAt dropoff_deadline_too_early
                60,    -,  -, 79,   dropoff.deadlineAt dropoff_deadline_too_early
                60,    -,  -, 80,   -
                """)
    void windowsLeaveRoomForACourier(
            @Nullable Long pickupReady,
            @Nullable Long pickupDeadline,
            @Nullable Long dropoffReady,
            @Nullable Long dropoffDeadline,
            @Nullable String fault) {
        Consignment consignment =
                consignment(stop(at(pickupReady), at(pickupDeadline)), stop(at(dropoffReady), at(dropoffDeadline)));

        List<String> faults = consignment.faults(NOW).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();

        assertThat(faults).isEqualTo(fault == null ? List.of() : List.of(fault));
    }

    @ParameterizedTest
    @CsvSource({"SIGNATURE, true", "PIN, true", "AGE_CHECK, true", "PHOTO, false", "BARCODE, false", "COLD, false"})
    void whatNeedsTheRecipientIsNotLeftAtTheDoor(Requirement requirement, boolean conflicts) {
        Consignment consignment =
                with(List.of(requirement), null, UndeliverableAction.LEAVE_AT_DOOR, DeliverableAction.LEAVE_AT_DOOR);

        assertThat(consignment.faults(NOW))
                .extracting(FieldError::field)
                .isEqualTo(conflicts ? List.of("undeliverableAction", "deliverableAction") : List.of());
    }

    @Test
    void whatMayBeLeftAtTheDoorNeedsAPhoto() {
        assertThat(with(List.of(), null, UndeliverableAction.LEAVE_AT_DOOR, DeliverableAction.MEET_AT_DOOR)
                        .requirements())
                .containsExactly(Requirement.PHOTO);
    }

    @Test
    void aMinimumAgeNeedsACheck() {
        assertThat(with(List.of(Requirement.COLD), 18, UndeliverableAction.RETURN, DeliverableAction.MEET_AT_DOOR)
                        .requirements())
                .containsExactly(Requirement.AGE_CHECK, Requirement.COLD);
    }

    @Test
    void allAmountsAreInOneCurrency() {
        Consignment consignment = new Consignment(
                stop(null, null),
                stop(null, null),
                List.of(
                        new Item("a", 1, null, null, Money.of(1, "EUR")),
                        new Item("b", 1, null, null, Money.of(1, "GBP"))),
                Money.of(100, "GBP"),
                Money.of(1, "USD"),
                List.of(),
                null,
                UndeliverableAction.RETURN,
                DeliverableAction.MEET_AT_DOOR,
                null,
                Map.of());

        assertThat(consignment.faults(NOW))
                .extracting(FieldError::field)
                .containsExactly("tip.currency", "items[0].price.currency");
    }

    /** The first amount there is sets the currency; whoever differs from it is named, and nobody else. */
    @Property
    void whateverIsInAnotherCurrencyIsNamed(
            @ForAll("currency") @Nullable String value,
            @ForAll("currency") @Nullable String tip,
            @ForAll("currencies") List<@Nullable String> prices) {
        Consignment consignment = new Consignment(
                stop(null, null),
                stop(null, null),
                prices.stream()
                        .map(currency -> new Item("a", 1, null, null, oneOf(currency)))
                        .toList(),
                oneOf(value),
                oneOf(tip),
                List.of(),
                null,
                UndeliverableAction.RETURN,
                DeliverableAction.MEET_AT_DOOR,
                null,
                Map.of());

        Map<String, String> amounts = new LinkedHashMap<>();
        putPresent(amounts, "orderValue.currency", value);
        putPresent(amounts, "tip.currency", tip);
        for (int i = 0; i < prices.size(); i++) {
            putPresent(amounts, "items[" + i + "].price.currency", prices.get(i));
        }
        String first = amounts.isEmpty() ? "" : amounts.values().iterator().next();
        assertThat(consignment.faults(NOW))
                .extracting(FieldError::field)
                .containsExactlyElementsOf(amounts.keySet().stream()
                        .filter(field -> !first.equals(amounts.get(field)))
                        .toList());
    }

    private static void putPresent(Map<String, String> amounts, String field, @Nullable String currency) {
        if (currency != null) {
            amounts.put(field, currency);
        }
    }

    private static @Nullable Money oneOf(@Nullable String currency) {
        return currency == null ? null : Money.of(1, currency);
    }

    @Provide
    Arbitrary<@Nullable String> currency() {
        return Arbitraries.of("GBP", "GBP", "GBP", "EUR", "USD").injectNull(0.3);
    }

    @Provide
    Arbitrary<List<@Nullable String>> currencies() {
        return currency().list().ofMaxSize(5);
    }

    @Test
    void metadataIsMergedByName() {
        Consignment consignment = consignment(stop(null, null), stop(null, null));
        java.util.Map<String, @Nullable String> changes = new java.util.HashMap<>();
        changes.put("a", "1");
        changes.put("kept", null);

        assertThat(consignment.amended(new Amendment(null, null, null, changes)).metadata())
                .isEqualTo(Map.of("a", "1"));
    }

    private static Consignment consignment(Stop pickup, Stop dropoff) {
        return new Consignment(
                pickup,
                dropoff,
                List.of(new Item("a", 1, null, null, null)),
                null,
                null,
                List.of(),
                null,
                UndeliverableAction.RETURN,
                DeliverableAction.MEET_AT_DOOR,
                null,
                Map.of("kept", "no"));
    }

    private static Consignment with(
            List<Requirement> requirements,
            @Nullable Integer minimumAge,
            UndeliverableAction undeliverable,
            DeliverableAction deliverable) {
        return new Consignment(
                stop(null, null),
                stop(null, null),
                List.of(new Item("a", 1, null, null, null)),
                null,
                null,
                requirements,
                minimumAge,
                undeliverable,
                deliverable,
                null,
                Map.of());
    }

    private static Stop stop(@Nullable Instant readyAt, @Nullable Instant deadlineAt) {
        return new Stop(
                "Ada",
                null,
                new Address("1 A Street", null, "London", "E1", "GB"),
                new Location(51.5, -0.1),
                null,
                null,
                null,
                readyAt,
                deadlineAt);
    }

    private static @Nullable Instant at(@Nullable Long minutes) {
        return minutes == null ? null : NOW.plus(Duration.ofMinutes(minutes));
    }
}
