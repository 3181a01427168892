package io.orkestro.dispatch.delivery;

import static io.orkestro.dispatch.delivery.Fixtures.NOW;
import static io.orkestro.dispatch.delivery.Fixtures.PACE;
import static io.orkestro.dispatch.delivery.Fixtures.consignment;
import static io.orkestro.dispatch.delivery.Fixtures.pickupReadyAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.place.Stop;
import io.orkestro.dispatch.rule.DispatchRules;
import io.orkestro.dispatch.rule.Quote;
import io.orkestro.dispatch.rule.Rebooking;
import io.orkestro.platform.web.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** When dispatch acts by itself, as tables of clocks. */
class TimesTests {

    private static final JsonMapper JSON = StrictJson.mapper();

    /** 45 minutes are 45 minutes, also across the hour that is twice, the one that is not, and the year. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # asked for at (UTC),   ready at, on the clock there,  couriers are asked at (UTC)
            2026-11-23T12:00:00Z,   2026-11-23T18:00:00Z,          2026-11-23T17:15:00Z
            2026-11-23T12:00:00Z,   2026-11-23T18:00:00+01:00,     2026-11-23T16:15:00Z
            2026-11-23T12:00:00Z,   2026-11-24T00:30:00+05:45,     2026-11-23T18:00:00Z
            2026-11-23T12:00:00Z,   2026-11-23T10:30:00-08:00,     2026-11-23T17:45:00Z
            2026-03-28T20:00:00Z,   2026-03-29T00:59:00+00:00,     2026-03-29T00:14:00Z
            2026-03-28T20:00:00Z,   2026-03-29T02:15:00+01:00,     2026-03-29T00:30:00Z
            2026-03-28T20:00:00Z,   2026-03-29T03:15:00+02:00,     2026-03-29T00:30:00Z
            2026-10-24T20:00:00Z,   2026-10-25T01:30:00+01:00,     2026-10-24T23:45:00Z
            2026-10-24T20:00:00Z,   2026-10-25T01:30:00+00:00,     2026-10-25T00:45:00Z
            2026-10-24T20:00:00Z,   2026-10-25T02:30:00+02:00,     2026-10-24T23:45:00Z
            2026-10-24T20:00:00Z,   2026-10-25T02:30:00+01:00,     2026-10-25T00:45:00Z
            2026-12-31T20:00:00Z,   2027-01-01T00:20:00Z,          2026-12-31T23:35:00Z
            2028-02-28T20:00:00Z,   2028-02-29T00:20:00Z,          2028-02-28T23:35:00Z
            """)
    void couriersAreAskedFortyFiveMinutesBeforeThePickUp(Instant ordered, String readyAt, Instant asked) {
        ObjectNode stop = JSON.valueToTree(pickupReadyAt(null));
        stop.put("readyAt", readyAt);
        Stop pickup = JSON.treeToValue(stop, Stop.class);
        Delivery delivery = Delivery.born(
                        Fixtures.birth(consignment(pickup, null), DispatchRules.INITIAL, true, Fallback.RULES),
                        null,
                        ordered,
                        PACE)
                .delivery();

        assertThat(delivery.dispatchState()).isEqualTo(DispatchState.SCHEDULED);
        assertThat(delivery.nextDueAt()).isEqualTo(asked);
        assertThat(delivery.due(asked.minusMillis(1), PACE)).isEmpty();
        assertThat(delivery.due(asked, PACE))
                .hasValueSatisfying(change -> assertThat(change.ask()).isInstanceOf(Change.Quotes.class));
        assertThat(JSON.writeValueAsString(DeliveryView.of(delivery, "x").dispatch()))
                .contains("\"quotesAt\":\"%s\"".formatted(asked));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # seconds from the order to the pick-up; from the order to the asking, - is at once
            -,    -
            -60,  -
            0,    -
            2699, -
            2700, -
            2701, 1
            2760, 60
            86400, 83700
            """)
    void whatIsSoonIsAskedForAtOnce(@Nullable Long readyIn, @Nullable Long askedIn) {
        Instant readyAt = readyIn == null ? null : NOW.plusSeconds(readyIn);
        Delivery delivery = Fixtures.born(consignment(pickupReadyAt(readyAt), null), DispatchRules.INITIAL)
                .delivery();

        assertThat(delivery.dispatchState())
                .isEqualTo(askedIn == null ? DispatchState.QUOTING : DispatchState.SCHEDULED);
        assertThat(delivery.quotesAt()).isEqualTo(NOW.plusSeconds(askedIn == null ? 0 : askedIn));
    }

    /** Ten minutes before the pick-up, but no sooner than five minutes after the yes. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # minutes from the yes: goods ready, courier expected; first look
            -,   -,   5
            -,   10,  5
            -,   15,  5
            -,   16,  6
            -,   30,  20
            0,   30,  5
            14,  -,   5
            15,  -,   5
            16,  -,   6
            60,  -,   50
            60,  20,  50
            """)
    void theFirstLookIsTenMinutesBeforeThePickUp(@Nullable Long readyIn, @Nullable Long expectedIn, long lookIn) {
        Delivery delivery = watched(minutes(readyIn), minutes(expectedIn));

        assertThat(delivery.nextDueAt()).isEqualTo(minutes(lookIn));
        assertThat(delivery.due(minutes(lookIn).minusMillis(1), PACE)).isEmpty();
        assertThat(calledOffAt(delivery, List.of(), 120)).isEqualTo(lookIn);
    }

    /** From then on every five minutes; a sign of life is good for five. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # minutes of the signs of life; of the look that calls the courier off (goods are ready after 60)
            -,               50
            10,              50
            44,              50
            45,              55
            49,              55
            50,              60
            48 52,           60
            48 52 57,        65
            45 50 55 60 65,  75
            45 51 62,        60
            """)
    void thenItLooksEveryFiveMinutes(@Nullable String signs, long calledOffAt) {
        Delivery delivery = watched(minutes(60L), null);
        List<Long> heard = signs == null
                ? List.of()
                : Stream.of(signs.split(" ")).map(Long::valueOf).toList();

        assertThat(calledOffAt(delivery, heard, 200)).isEqualTo(calledOffAt);
        assertThat(delivery.dispatchState()).isEqualTo(DispatchState.WITHDRAWING);
        assertThat(delivery.status())
                .as("until the marketplace says that it is over")
                .isEqualTo(DeliveryStatus.ASSIGNED);
        assertThat(delivery.due(minutes(500), PACE)).as("once").isEmpty();
    }

    /** What happens by the minute, in order; the look of a minute comes after its sign of life. */
    private static long calledOffAt(Delivery delivery, List<Long> heard, long until) {
        TreeSet<Long> signs = new TreeSet<>(heard);
        for (long minute = 0; minute < until; minute++) {
            if (signs.contains(minute)) {
                var _ = delivery.reported(
                        new Report(1, DeliveryStatus.ASSIGNED, minutes(minute), null, null, List.of(), null, null),
                        minutes(minute));
            }
            Optional<Change> change = delivery.due(minutes(minute), PACE);
            if (change.isPresent()) {
                assertThat(change.get().ask())
                        .isInstanceOfSatisfying(
                                Change.Withdrawal.class,
                                withdrawal -> assertThat(withdrawal.reason()).isEqualTo("nobody_on_the_way"));
                return minute;
            }
            delivery.restoreDeadline();
        }
        throw new AssertionError("never called off");
    }

    private static Delivery watched(@Nullable Instant readyAt, @Nullable Instant expectedAt) {
        DispatchRules rules = Fixtures.rules(new Rebooking(null, null, null, true, null, null));
        Delivery delivery = Delivery.born(
                        Fixtures.birth(
                                consignment(pickupReadyAt(readyAt), Money.of(100, "GBP")),
                                rules,
                                false,
                                Fallback.RULES),
                        null,
                        NOW,
                        PACE)
                .delivery();
        var _ = delivery.dispatch(null, NOW, PACE).orElseThrow();
        Fixtures.decide(delivery, NOW, quoteWithout(expectedAt));
        Confirmation yes = new Confirmation(
                Objects.requireNonNull(delivery.currentAttempt()).bookingId(),
                null,
                null,
                null,
                null,
                expectedAt,
                null);
        var _ = delivery.confirmed(yes, NOW).orElseThrow();
        return delivery;
    }

    private static Quote quoteWithout(@Nullable Instant pickupEta) {
        return new Quote(
                "qot_acme_velo",
                "crr_velo",
                "velo",
                "bike",
                Money.of(500, "GBP"),
                pickupEta,
                null,
                null,
                true,
                List.of());
    }

    private static @Nullable Instant minutes(@Nullable Long minutes) {
        return minutes == null ? null : minutes(minutes.longValue());
    }

    private static Instant minutes(long minutes) {
        return NOW.plus(Duration.ofMinutes(minutes));
    }
}
