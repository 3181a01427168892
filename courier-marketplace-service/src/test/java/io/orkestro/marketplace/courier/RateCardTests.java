package io.orkestro.marketplace.courier;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.money.Money;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateCardTests {

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
        long amount = card.price(meters, grams).amount();
        assertThat(amount).isNotNegative().isLessThanOrEqualTo(RateCard.MAXIMUM);
        assertThat(amount).isGreaterThanOrEqualTo(card.minimum() == null ? 0 : card.minimum());
    }

    @Property
    void aLongerWayNeverCostsLess(
            @ForAll("cards") RateCard card,
            @ForAll @DoubleRange(min = 0, max = 1_000_000) double meters,
            @ForAll @DoubleRange(min = 0, max = 1_000_000) double further,
            @ForAll @LongRange(min = 0, max = 100_000_000) long grams) {
        assertThat(card.price(meters + further, grams)).isGreaterThanOrEqualTo(card.price(meters, grams));
    }

    @Property
    void aHeavierLoadNeverCostsLess(
            @ForAll("cards") RateCard card,
            @ForAll @DoubleRange(min = 0, max = 1_000_000) double meters,
            @ForAll @LongRange(min = 0, max = 50_000_000) long grams,
            @ForAll @LongRange(min = 0, max = 50_000_000) long more) {
        assertThat(card.price(meters, grams + more)).isGreaterThanOrEqualTo(card.price(meters, grams));
    }

    @Provide
    Arbitrary<RateCard> cards() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.integers().between(0, 100_000),
                        Arbitraries.integers().between(0, 1_000_000).injectNull(0.2),
                        Arbitraries.doubles().between(0, 1_000).injectNull(0.2),
                        Arbitraries.integers().between(0, 100_000).injectNull(0.2))
                .as((base, perKm, minimum, freeKm, perKg) -> new RateCard("EUR", base, perKm, minimum, freeKm, perKg));
    }
}
