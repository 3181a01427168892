package io.orkestro.marketplace.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orkestro.marketplace.courier.Health.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTests {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void aNewCourierIsHealthy() {
        assertThat(Health.NEW.score()).isEqualTo(1);
        assertThat(Health.NEW.failing()).isFalse();
        assertThat(Health.NEW.askedShare()).isEqualTo(1);
    }

    @ParameterizedTest(
            name = "of {0} offers {1} time out, {2} are refused, {3} taken; {4} given back, {5} carried: {6}")
    @CsvSource(textBlock = """
            # offers, timeouts, rejections, confirmed, dropOuts, completed, score, failing
            0,    0,    0,   0,    0,   0,   1,     false
            10,   0,    0,   10,   0,   10,  1,     false
            # two timeouts of two are no verdict
            2,    2,    0,   0,    0,   0,   0.909, false
            20,   20,   0,   0,    0,   0,   0.5,   false
            30,   30,   0,   0,    0,   0,   0.4,   true
            80,   40,   0,   40,   0,   40,  0.6,   false
            # a no in time costs less
            30,   0,    30,  0,    0,   0,   0.632, false
            980,  0,    980, 0,    0,   0,   0.141, true
            # nothing is worse than to give back what one said yes to
            80,   0,    0,   80,   40,  40,  0.6,   false
            80,   0,    0,   80,   80,  0,   0.2,   true
            # what is still on the road counts for nothing yet
            80,   0,    0,   80,   0,   0,   1,     false
            # all at once, multiplied: 0.8 × √0.75 × 0.8
            100,  24,   20,  40,   8,   12,  0.554, false
            """)
    void theScoreIsTheProductOfTheTraits(
            int offers,
            int timeouts,
            int rejections,
            int confirmed,
            int dropOuts,
            int completed,
            double score,
            boolean failing) {
        Health health =
                Health.of(List.of(new Tally(NOW, offers, timeouts, rejections, confirmed, dropOuts, completed)), NOW);
        assertThat(health.score()).isCloseTo(score, within(0.0005));
        assertThat(health.failing()).isEqualTo(failing);
    }

    @Test
    void thePartsSayWhy() {
        Health health = Health.of(List.of(new Tally(NOW, 60, 20, 0, 40, 0, 40)), NOW);
        assertThat(health.parts()).extracting(Health.Part::trait).containsExactly(Trait.values());
        Health.Part answers = health.parts().getFirst();
        assertThat(answers.times()).isEqualTo(60);
        assertThat(answers.rate()).isEqualTo(0.75);
        assertThat(answers.factor()).isEqualTo(0.75);
        assertThat(health.parts().stream().mapToDouble(Health.Part::factor).reduce(1, (a, b) -> a * b))
                .isEqualTo(health.score());
    }

    @Test
    void anOldRecordCountsLessAndAVeryOldOneNothing() {
        Tally bad = new Tally(NOW, 40, 40, 0, 0, 0, 0);
        assertThat(Health.of(List.of(bad), NOW).score()).isCloseTo(20 / 60.0, within(1e-9));
        assertThat(Health.of(List.of(bad), NOW.plus(Duration.ofDays(2))).score())
                .isCloseTo(20 / 40.0, within(1e-9));
        assertThat(Health.of(List.of(bad), NOW.plus(Duration.ofDays(4))).score())
                .isCloseTo(20 / 30.0, within(1e-9));
        assertThat(Health.of(List.of(bad), NOW.plus(Health.WINDOW)).score()).isEqualTo(1);
        assertThat(Health.of(List.of(bad), NOW.minusSeconds(1)).score()).isEqualTo(1);
    }

    @Test
    void whoFailsGoesOnFailingUntilItIsWellAgain() {
        Tally bad = new Tally(NOW, 40, 40, 0, 0, 0, 0);
        Health between = Health.of(List.of(bad), NOW.plus(Duration.ofDays(4)));
        assertThat(between.score()).isBetween(Health.FAILS_BELOW, Health.RECOVERS_AT);
        assertThat(between.failing()).isTrue();
        assertThat(Health.of(List.of(bad), NOW.plus(Duration.ofDays(5))).failing())
                .isFalse();
        Health neverThatBad = Health.of(List.of(new Tally(NOW, 12, 12, 0, 0, 0, 0)), NOW);
        assertThat(neverThatBad.score()).isBetween(Health.FAILS_BELOW, Health.RECOVERS_AT);
        assertThat(neverThatBad.failing()).isFalse();
    }

    @Property
    void oneBadDayDoesNotBan(
            @ForAll @IntRange(min = 1, max = 2_000) int offersADay,
            @ForAll @DoubleRange(min = 0, max = 0.1) double usuallyMissed,
            @ForAll @DoubleRange(min = 0, max = 1) double dropOutsOfTheBadDay) {
        List<Tally> record = new ArrayList<>(fortnight(offersADay, usuallyMissed));
        record.removeLast();
        int droppedOut = (int) (offersADay * dropOutsOfTheBadDay);
        record.add(new Tally(NOW, offersADay, offersADay - droppedOut, 0, droppedOut, droppedOut, 0));
        assertThat(Health.of(record, NOW).failing()).isFalse();
    }

    @Property
    void aBadFortnightDoes(@ForAll @IntRange(min = 10, max = 2_000) int offersADay) {
        assertThat(Health.of(fortnight(offersADay, 1), NOW).failing()).isTrue();
    }

    @Property
    void itRecoversByBeingAskedALittle(@ForAll @IntRange(min = 100, max = 2_000) int offersADay) {
        List<Tally> record = new ArrayList<>(fortnight(offersADay, 1));
        Instant day = NOW;
        int days = 0;
        Health health = Health.of(record, day);
        while (health.failing()) {
            day = day.plus(DAY);
            int asked = (int) Math.ceil(offersADay * health.askedShare());
            record.add(new Tally(day, asked, 0, 0, asked, 0, asked));
            health = Health.of(record, day);
            assertThat(++days).isLessThanOrEqualTo(10);
        }
        assertThat(days).isPositive();
    }

    @Property
    void itRecoversByNotBeingAskedAtAll(@ForAll @IntRange(min = 10, max = 2_000) int offersADay) {
        List<Tally> record = fortnight(offersADay, 1);
        assertThat(Health.of(record, NOW.plus(Health.WINDOW)).failing()).isFalse();
    }

    @Property
    void onlySharesCountNotHowManyBookingsThereWere(
            @ForAll @IntRange(min = 100, max = 1_000) int offersADay,
            @ForAll @IntRange(min = 2, max = 50) int times,
            @ForAll @DoubleRange(min = 0, max = 1) double missed) {
        double small = Health.of(fortnight(offersADay, missed), NOW).score();
        double large = Health.of(
                        fortnight(offersADay, missed).stream()
                                .map(day -> new Tally(
                                        day.at(),
                                        day.offers() * times,
                                        day.timeouts() * times,
                                        day.rejections() * times,
                                        day.confirmed() * times,
                                        day.dropOuts() * times,
                                        day.completed() * times))
                                .toList(),
                        NOW)
                .score();
        // The credit of the small one is worn out, to a few in a hundred.
        assertThat(large).isLessThanOrEqualTo(small).isGreaterThan(small - 0.08);
    }

    @Property
    void itIsBetweenNothingAndAllAndDoesNotDependOnTheOrder(
            @ForAll @IntRange(min = 0, max = 500) int offersADay,
            @ForAll @DoubleRange(min = 0, max = 1) double missed,
            @ForAll long seed) {
        List<Tally> record = new ArrayList<>(fortnight(offersADay, missed));
        Health inOrder = Health.of(record, NOW);
        assertThat(inOrder.score()).isBetween(0.0, 1.0);
        Collections.shuffle(record, new Random(seed));
        assertThat(Health.of(record, NOW)).isEqualTo(inOrder);
    }

    @Test
    void aFailingCourierIsAskedAsOftenAsItsScoreSays() {
        Health poor = Health.of(List.of(new Tally(NOW, 30, 30, 0, 0, 0, 0)), NOW);
        assertThat(asked(poor)).isBetween(3_800, 4_200);
        Health hopeless = Health.of(List.of(new Tally(NOW, 100_000, 100_000, 0, 0, 0, 0)), NOW);
        assertThat(hopeless.askedShare()).isEqualTo(0.05);
        assertThat(asked(hopeless)).isBetween(400, 600);
        assertThat(asked(Health.NEW)).isEqualTo(10_000);
    }

    @Test
    void theSameRequestGetsTheSameAnswerAndABetterCourierNoWorseOne() {
        Health poor = Health.of(List.of(new Tally(NOW, 30, 30, 0, 0, 0, 0)), NOW);
        Health hopeless = Health.of(List.of(new Tally(NOW, 100_000, 100_000, 0, 0, 0, 0)), NOW);
        for (int i = 0; i < 1_000; i++) {
            String request = "req_" + i;
            assertThat(poor.isAsked(request, "crr_pedal")).isEqualTo(poor.isAsked(request, "crr_pedal"));
            if (hopeless.isAsked(request, "crr_pedal")) {
                assertThat(poor.isAsked(request, "crr_pedal")).isTrue();
            }
        }
    }

    @Test
    void aTallyAddsUp() {
        assertThatThrownBy(() -> new Tally(NOW, 3, 2, 1, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tally(NOW, 3, 0, 0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tally(NOW, 3, -1, 0, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int asked(Health health) {
        return (int) IntStream.range(0, 10_000)
                .filter(i -> health.isAsked("req_" + i, "crr_pedal"))
                .count();
    }

    /** A day each, to today, of offers of which so many are let expire and the others carried. */
    private static List<Tally> fortnight(int offersADay, double missed) {
        int timeouts = (int) Math.round(offersADay * missed);
        int carried = offersADay - timeouts;
        return IntStream.range(0, 14)
                .mapToObj(day ->
                        new Tally(NOW.minus(DAY.multipliedBy(13 - day)), offersADay, timeouts, 0, carried, 0, carried))
                .toList();
    }
}
