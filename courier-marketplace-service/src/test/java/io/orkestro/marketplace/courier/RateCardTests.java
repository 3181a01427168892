package io.orkestro.marketplace.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.marketplace.Samples;
import io.orkestro.marketplace.courier.RateCard.DistanceBand;
import io.orkestro.marketplace.courier.RateCard.TimeRate;
import io.orkestro.marketplace.courier.RateCard.WeightBand;
import io.orkestro.marketplace.money.Money;
import io.orkestro.platform.web.problem.InvalidRequest;
import io.orkestro.platform.web.problem.Problem;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateCardTests {

    private static final LocalDateTime FRIDAY_NIGHT = LocalDateTime.parse("2026-01-16T23:00:00");

    @ParameterizedTest(name = "{0} + {1}/km after {2} km + {3}/kg, at least {4}: {5} m with {6} g cost {7}")
    @CsvSource(textBlock = """
            # base, perKm, freeKm, perKg, minimum, meters,  grams, price
            250,    0,     0,      0,     0,       5000,    0,     250
            250,    100,   0,      0,     0,       5000,    0,     750
            250,    100,   2,      0,     0,       5000,    0,     550
            250,    100,   2,      0,     0,       2000,    0,     250
            250,    100,   2,      0,     0,       1999.4,  0,     250
            250,    100,   0,      50,    0,       1000,    2500,  475
            100,    100,   0,      0,     599,     1000,    0,     599
            100,    100,   0,      0,     599,     5000,    0,     600
            # half a penny goes up, less goes down
            0,      100,   0,      0,     0,       1004,    0,     100
            0,      100,   0,      0,     0,       1005,    0,     101
            0,      33,    0,      0,     0,       1500,    0,     50
            # distance and weight are rounded together, once
            0,      1,     0,      1,     0,       300,     200,   1
            0,      0,     0,      0,     0,       0,       0,     0
            """)
    void chargesByDistanceAndWeight(
            int base, int perKm, double freeKm, int perKg, int minimum, double meters, long grams, long price) {
        RateCard card = new RateCard("GBP", base, perKm, minimum, freeKm, perKg);
        assertThat(card.price(meters, grams)).isEqualTo(Money.of(price, "GBP"));
    }

    @Property
    void isNeverNegativeNorBelowTheMinimum(
            @ForAll("cards") RateCard card,
            @ForAll @DoubleRange(min = 0, max = 2_000_000) double meters,
            @ForAll @LongRange(min = 0, max = 100_000_000) long grams) {
        long amount = card.price(meters, grams, FRIDAY_NIGHT).amount();
        assertThat(amount).isNotNegative().isLessThanOrEqualTo(RateCard.MAXIMUM);
        assertThat(amount).isGreaterThanOrEqualTo(card.minimum() == null ? 0 : card.minimum());
    }

    @Property
    void aLongerWayNeverCostsLess(
            @ForAll("cards") RateCard card,
            @ForAll @DoubleRange(min = 0, max = 1_000_000) double meters,
            @ForAll @DoubleRange(min = 0, max = 1_000_000) double further,
            @ForAll @LongRange(min = 0, max = 100_000_000) long grams) {
        assertThat(card.price(meters + further, grams, FRIDAY_NIGHT))
                .isGreaterThanOrEqualTo(card.price(meters, grams, FRIDAY_NIGHT));
    }

    @Property
    void aHeavierLoadNeverCostsLess(
            @ForAll("cards") RateCard card,
            @ForAll @DoubleRange(min = 0, max = 1_000_000) double meters,
            @ForAll @LongRange(min = 0, max = 50_000_000) long grams,
            @ForAll @LongRange(min = 0, max = 50_000_000) long more) {
        assertThat(card.price(meters, grams + more, FRIDAY_NIGHT))
                .isGreaterThanOrEqualTo(card.price(meters, grams, FRIDAY_NIGHT));
    }

    @ParameterizedTest(name = "{0} m, the first {1} km free, cost {2}")
    @CsvSource(textBlock = """
            # 100/km up to 5 km, 80/km up to 10 km, 50/km beyond
            0,      0, 0
            4999,   0, 500
            5000,   0, 500
            6000,   0, 580
            10000,  0, 900
            12000,  0, 1000
            # free kilometres are the first ones, in whichever band they lie
            2000,   2, 0
            6000,   2, 380
            7000,   6, 80
            12000, 11, 50
            """)
    void distanceBandsAreChargedPartByPart(double meters, double freeKm, long price) {
        RateCard card = banded(
                999,
                freeKm,
                List.of(new DistanceBand(5.0, 100), new DistanceBand(10.0, 80), new DistanceBand(null, 50)));
        assertThat(card.price(meters, 0).amount()).isEqualTo(price);
    }

    @Test
    void beyondALastBandThatEndsTheCardsOwnPriceGoesOn() {
        RateCard card = banded(30, 0, List.of(new DistanceBand(5.0, 100)));
        assertThat(card.price(7_000, 0).amount()).isEqualTo(560);
    }

    @ParameterizedTest(name = "{0} g cost {1}")
    @CsvSource(textBlock = """
            0,     0
            5000,  5
            5001,  155
            20000, 170
            20001, 420
            90000, 490
            """)
    void aWeightBandCostsItsFeeBesidesTheKilograms(long grams, long price) {
        RateCard card = new RateCard(
                "GBP",
                0,
                0,
                null,
                null,
                1,
                null,
                List.of(new WeightBand(5.0, 0), new WeightBand(20.0, 150), new WeightBand(50.0, 400)),
                null,
                null);
        assertThat(card.price(0, grams).amount()).isEqualTo(price);
    }

    @Test
    void bandsAreInOrderAndOnlyTheLastIsOpen() {
        assertRefused(
                "rateCard.distanceBands[0].upToKm",
                banded(0, 0, List.of(new DistanceBand(null, 1), new DistanceBand(5.0, 1))));
        assertRefused(
                "rateCard.distanceBands[2].upToKm",
                banded(0, 0, List.of(new DistanceBand(5.0, 1), new DistanceBand(6.0, 1), new DistanceBand(6.0, 1))));
        RateCard weights = new RateCard(
                "GBP",
                0,
                0,
                null,
                null,
                null,
                null,
                List.of(new WeightBand(5.0, 1), new WeightBand(4.0, 2)),
                null,
                null);
        assertRefused("rateCard.weightBands[1].upToKg", weights);
        TimeRate idle = new TimeRate(null, LocalTime.NOON, LocalTime.MIDNIGHT, null, null);
        assertRefused("rateCard.times[0]", timed(0, null, idle));
        banded(0, 0, List.of(new DistanceBand(5.0, 1), new DistanceBand(null, 1)))
                .check("rateCard");
    }

    private static void assertRefused(String field, RateCard card) {
        assertThatThrownBy(() -> card.check("rateCard"))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal -> assertThat(refusal.errors())
                                .singleElement()
                                .extracting(Problem.FieldError::field)
                                .isEqualTo(field));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            # Friday and Saturday, 22:00 to 04:00, +50 %; 2026-01-16 is a Friday
            2026-01-16T21:59:59, 1000
            2026-01-16T22:00:00, 1500
            2026-01-17T00:00:00, 1500
            2026-01-17T03:59:59, 1500
            2026-01-17T04:00:00, 1000
            # Sunday's night is not one of them
            2026-01-19T03:00:00, 1000
            2026-01-16T03:00:00, 1000
            # weekdays from 07:00 to 09:00, 2.50 more
            2026-01-19T06:59:59, 1000
            2026-01-19T07:00:00, 1250
            2026-01-19T09:00:00, 1000
            2026-01-24T08:00:00, 1000
            # all of Sunday, 20 % less
            2026-01-25T00:00:00, 1300
            2026-01-25T03:59:59, 1300
            2026-01-25T12:00:00, 800
            2026-01-25T23:59:59, 800
            2026-01-26T00:00:00, 1000
            """)
    void someTimesAreDearer(LocalDateTime pickup, long price) {
        List<DayOfWeek> weekdays =
                List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
        List<DayOfWeek> lateNights = List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
        RateCard card = timed(
                1_000,
                null,
                new TimeRate(lateNights, LocalTime.of(22, 0), LocalTime.of(4, 0), 50, null),
                new TimeRate(weekdays, LocalTime.of(7, 0), LocalTime.of(9, 0), null, 250),
                new TimeRate(List.of(DayOfWeek.SUNDAY), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, -20, null));
        assertThat(card.price(0, 0, pickup).amount()).isEqualTo(price);
    }

    @ParameterizedTest(name = "{0}-{1} at {2}: {3}")
    @CsvSource(textBlock = """
            # 2026-03-29, London: the clock goes from 01:00 to 02:00 at 01:00Z
            01:00, 02:00, 2026-03-29T00:59:59Z, 1000
            01:00, 02:00, 2026-03-29T01:00:00Z, 1000
            00:00, 03:00, 2026-03-29T01:59:59Z, 2000
            00:00, 03:00, 2026-03-29T02:00:00Z, 1000
            # 2026-10-25, London: the clock goes from 02:00 back to 01:00 at 01:00Z
            01:00, 02:00, 2026-10-25T00:30:00Z, 2000
            01:00, 02:00, 2026-10-25T01:30:00Z, 2000
            01:00, 02:00, 2026-10-25T02:00:00Z, 1000
            00:00, 03:00, 2026-10-24T23:00:00Z, 2000
            00:00, 03:00, 2026-10-25T02:59:59Z, 2000
            00:00, 03:00, 2026-10-25T03:00:00Z, 1000
            """)
    void timesGoByTheWallClockWhenItChanges(LocalTime from, LocalTime to, Instant pickup, long price) {
        RateCard card = timed(1_000, null, new TimeRate(null, from, to, 100, null));
        CourierProfile profile = Samples.priced(card, ZoneId.of("Europe/London"));
        assertThat(profile.price(0, 0, pickup).amount()).isEqualTo(price);
    }

    @Test
    void percentsAddUpAndTheMinimumComesLast() {
        LocalDateTime noon = LocalDateTime.parse("2026-01-19T12:00:00");
        TimeRate dearer = new TimeRate(null, LocalTime.of(11, 0), LocalTime.of(13, 0), 30, 100);
        TimeRate cheaper = new TimeRate(null, LocalTime.of(12, 0), LocalTime.of(14, 0), -90, null);
        assertThat(timed(1_000, 20, dearer).price(0, 0, noon).amount()).isEqualTo(1_600);
        assertThat(timed(1_000, 20, dearer, cheaper).price(0, 0, noon).amount()).isEqualTo(700);
        assertThat(timed(1_000, null, cheaper, cheaper, dearer)
                        .price(0, 0, noon)
                        .amount())
                .isEqualTo(399);
        // a sixth of a penny, and twice that on top: rounded once, at the end
        RateCard odd = new RateCard("GBP", 0, 1, null, null, null, null, null, null, 200);
        assertThat(odd.price(166, 0).amount()).isZero();
        assertThat(odd.price(167, 0).amount()).isEqualTo(1);
    }

    @Test
    void theHighestFeeIsTheEnd() {
        RateCard dear = new RateCard(
                "GBP",
                1_000_000,
                100_000,
                null,
                null,
                100_000,
                null,
                null,
                Collections.nCopies(20, new TimeRate(null, LocalTime.NOON, LocalTime.NOON, 300, 1_000_000)),
                300);
        assertThat(dear.price(Double.MAX_VALUE, Long.MAX_VALUE, LocalDateTime.parse("2026-01-19T12:00:00"))
                        .amount())
                .isEqualTo(RateCard.MAXIMUM);
    }

    private static RateCard banded(int perKm, double freeKm, List<DistanceBand> bands) {
        return new RateCard("GBP", 0, perKm, null, freeKm, null, bands, null, null, null);
    }

    private static RateCard timed(int base, @Nullable Integer surge, TimeRate... times) {
        return new RateCard("GBP", base, 0, 399, null, null, null, null, List.of(times), surge);
    }

    @Provide
    Arbitrary<RateCard> cards() {
        return Combinators.combine(untimedCards(), timeRates().injectNull(0.3))
                .as((card, times) -> new RateCard(
                        card.currency(),
                        card.base(),
                        card.perKm(),
                        card.minimum(),
                        card.freeKm(),
                        card.perKg(),
                        card.distanceBands(),
                        card.weightBands(),
                        times,
                        card.surgePercent()));
    }

    /** All of them at {@link #FRIDAY_NIGHT}, and some on top of each other. */
    private static Arbitrary<List<TimeRate>> timeRates() {
        return Combinators.combine(
                        Arbitraries.integers().between(-90, 300).injectNull(0.2),
                        Arbitraries.integers().between(0, 1_000_000).injectNull(0.2))
                .as((percent, fee) -> new TimeRate(null, LocalTime.of(22, 0), LocalTime.of(4, 0), percent, fee))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Arbitrary<RateCard> untimedCards() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 100_000),
                        Arbitraries.integers().between(0, 1_000_000).injectNull(0.2),
                        Arbitraries.doubles().between(0, 1_000).injectNull(0.2),
                        Arbitraries.integers().between(0, 100_000).injectNull(0.2),
                        distanceBands().injectNull(0.3),
                        weightBands().injectNull(0.3),
                        Arbitraries.integers().between(0, 300).injectNull(0.3))
                .as((base, perKm, minimum, freeKm, perKg, distances, weights, surge) ->
                        new RateCard("EUR", base, perKm, minimum, freeKm, perKg, distances, weights, null, surge));
    }

    private static Arbitrary<List<DistanceBand>> distanceBands() {
        return ascending(1_000)
                .flatMap(ends -> Arbitraries.integers()
                        .between(0, 100_000)
                        .list()
                        .ofSize(ends.size())
                        .map(prices -> IntStream.range(0, ends.size())
                                .mapToObj(i -> new DistanceBand(ends.get(i), prices.get(i)))
                                .toList()));
    }

    /** Of fees that rise, as a sensible card's do. */
    private static Arbitrary<List<WeightBand>> weightBands() {
        return ascending(50_000)
                .flatMap(ends -> Arbitraries.integers()
                        .between(0, 1_000_000)
                        .list()
                        .ofSize(ends.size())
                        .map(fees -> IntStream.range(0, ends.size())
                                .mapToObj(i -> new WeightBand(
                                        ends.get(i),
                                        fees.stream().sorted().toList().get(i)))
                                .toList()));
    }

    private static Arbitrary<List<Double>> ascending(int limit) {
        return Arbitraries.doubles()
                .between(0.1, limit)
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(ends -> ends.stream().sorted().toList());
    }
}
