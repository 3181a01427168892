package io.orkestro.dispatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.money.Money;
import io.orkestro.dispatch.rule.DispatchRules.CourierCap;
import io.orkestro.platform.web.json.StrictJson;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatchRulesTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final Load NEAR = new Load(null, 1_000);

    private static final Quote BIKE = quote("bike", "bike", 500, 1_800);
    private static final Quote VAN = quote("van", "van", 900, 1_200);
    private static final Quote MOTO = quote("moto", "moto", 700, 1_300);

    @Test
    void cheapestTakesTheLowestFee() {
        assertThat(order(rules(Strategy.CHEAPEST))).containsExactly("crr_bike", "crr_moto", "crr_van");
    }

    @Test
    void fastestTakesTheEarliestDropOff() {
        assertThat(order(rules(Strategy.FASTEST))).containsExactly("crr_van", "crr_moto", "crr_bike");
    }

    @Test
    void priorityTakesTheRetailersOrderThenTheCheapest() {
        assertThat(order(rules(Strategy.PRIORITY, "crr_van"))).containsExactly("crr_van", "crr_bike", "crr_moto");
    }

    @Test
    void balancedTakesAGoodCompromise() {
        assertThat(order(rules(Strategy.BALANCED))).first().isEqualTo("crr_moto");
    }

    @Test
    void theMarketplacesReasonsAreKept() {
        Quote no =
                new Quote("q", "crr_far", "far", null, null, null, null, null, false, List.of("outside_service_area"));
        assertThat(reasons(rules(Strategy.CHEAPEST), no)).containsExactly("outside_service_area");
    }

    @Test
    void anExcludedCourierIsRuledOut() {
        DispatchRules rules = new DispatchRules(
                1, Strategy.CHEAPEST, List.of(), List.of("crr_bike"), null, Map.of(), false, 8, 1_800, 60);
        assertThat(reasons(rules, BIKE)).containsExactly("excluded");
    }

    @Test
    void aFeeAboveTheMaximumIsRuledOutAndOneAtItIsNot() {
        assertThat(reasons(maximumFee(Money.of(499, "GBP")), BIKE)).containsExactly("over_max_fee");
        assertThat(reasons(maximumFee(Money.of(500, "GBP")), BIKE)).isEmpty();
        assertThat(reasons(maximumFee(Money.of(500, "EUR")), BIKE)).containsExactly("currency_mismatch");
    }

    @Test
    void aBasketIsCappedByTheVehicle() {
        DispatchRules rules = new DispatchRules(
                1,
                Strategy.CHEAPEST,
                List.of(),
                List.of(),
                null,
                Map.of("bike", Money.of(10_000, "GBP")),
                false,
                8,
                1_800,
                60);
        DecisionRound round = rules.rank(List.of(BIKE, VAN), new Load(Money.of(10_001, "GBP"), 1_000), Set.of(), NOW);
        assertThat(round.chosen()).isEqualTo("crr_van");
        assertThat(round.candidates().getLast().reasons()).containsExactly("over_max_order_value");
        assertThat(rules.rank(List.of(BIKE), NEAR, Set.of(), NOW).chosen()).isEqualTo("crr_bike");
    }

    @Test
    void aTriedCourierAndAnExpiredQuoteAreRuledOut() {
        Quote stale = new Quote("q", "crr_bike", "bike", null, Money.of(1, "GBP"), null, null, NOW, true, List.of());
        DecisionRound round = rules(Strategy.CHEAPEST).rank(List.of(stale), NEAR, Set.of("crr_bike"), NOW);
        assertThat(round.candidates().getFirst().reasons()).containsExactly("already_tried", "quote_expired");
        assertThat(round.chosen()).isNull();
    }

    @Test
    void thePreferredComeFirstWhereTheRulesSaySo() {
        DecisionRound round =
                refined(true, null, null, null, "crr_van").rank(List.of(BIKE, VAN, MOTO), NEAR, Set.of(), NOW);

        assertThat(round.ranking()).extracting(Candidate::courierId).containsExactly("crr_van", "crr_bike", "crr_moto");
        assertThat(round.ranking()).extracting(Candidate::preferred).containsExactly(true, false, false);
    }

    @Test
    void aPreferredCourierThatCannotIsNotWaitedFor() {
        DispatchRules rules = refined(true, null, null, null, "crr_van");
        assertThat(rules.rank(List.of(BIKE, VAN), NEAR, Set.of("crr_van"), NOW).chosen())
                .isEqualTo("crr_bike");
    }

    @Test
    void aBasketIsCappedByTheCourierAndByTheCouriersVehicle() {
        DispatchRules rules = refined(
                false,
                List.of(
                        new CourierCap("crr_bike", null, Money.of(5_000, "GBP")),
                        new CourierCap("crr_van", "bike", Money.of(1, "GBP"))),
                null,
                null);
        assertThat(reasons(rules, BIKE, Money.of(5_001, "GBP"))).containsExactly("over_courier_order_value");
        assertThat(reasons(rules, BIKE, Money.of(5_000, "GBP"))).isEmpty();
        assertThat(reasons(rules, VAN, Money.of(5_001, "GBP"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, bike", "2999.9, bike", "3000, bike van", "7999, van", "8000, bike van moto"})
    void distanceBandsSayWhoGoesHowFar(double meters, String eligible) {
        DispatchRules rules = refined(
                false,
                null,
                List.of(
                        new Band.OfDistance(0, 3_000, List.of("crr_bike"), null),
                        new Band.OfDistance(3_000, 5_000, null, List.of("bike")),
                        new Band.OfDistance(3_000, 8_000, List.of("crr_van"), List.of("van"))),
                null);
        DecisionRound round = rules.rank(List.of(BIKE, VAN, MOTO), new Load(null, meters), Set.of(), NOW);

        assertThat(round.ranking()).extracting(Candidate::courierName).containsExactlyInAnyOrder(eligible.split(" "));
        assertThat(round.candidates())
                .filteredOn(one -> !one.eligible())
                .allMatch(one -> one.reasons().equals(List.of("not_for_this_distance")));
    }

    @Test
    void basketBandsSayWhoCarriesHowMuch() {
        DispatchRules rules = refined(
                false,
                null,
                null,
                List.of(new Band.OfBasket(Money.of(10_000, "GBP"), null, null, List.of("van", "moto"))));
        assertThat(reasons(rules, BIKE, Money.of(9_999, "GBP"))).isEmpty();
        assertThat(reasons(rules, BIKE, Money.of(10_000, "GBP"))).containsExactly("not_for_this_basket");
        assertThat(reasons(rules, VAN, Money.of(10_000, "GBP"))).isEmpty();
    }

    @Test
    void pricesOfAnotherCurrencyAreNotCompared() {
        Quote euros =
                new Quote("qot_acme_e", "crr_e", "e", "bike", Money.of(1, "EUR"), null, null, null, true, List.of());
        DecisionRound round = rules(Strategy.CHEAPEST).rank(List.of(euros, BIKE, VAN), NEAR, Set.of(), NOW);

        assertThat(round.chosen()).isEqualTo("crr_bike");
        assertThat(round.candidates().getLast().reasons()).containsExactly("currency_mismatch");
    }

    @Test
    void anOldDocumentMeansWhatItMeant() {
        DispatchRules old = StrictJson.mapper().readValue("""
                {"version":3,"strategy":"cheapest","preferredCouriers":["crr_van"],"excludedCouriers":[],
                 "maxOrderValueByVehicle":{},"requireOrderValue":false,"maxAttempts":8,"giveUpAfterSeconds":1800,
                 "answerWithinSeconds":60}""", DispatchRules.class);
        assertThat(old)
                .isEqualTo(new DispatchRules(
                        3, Strategy.CHEAPEST, List.of("crr_van"), List.of(), null, Map.of(), false, 8, 1_800, 60));
        assertThat(old.rebooking().afterRejection()).isTrue();
        assertThat(old.rebooking().watches()).isFalse();
    }

    /** Who reads the record sees why: nobody better was left out, and nobody left out lacks a reason. */
    @Property(tries = 1_000)
    void theRecordExplainsTheWinner(
            @ForAll("quotes") List<Quote> quotes,
            @ForAll Strategy strategy,
            @ForAll boolean preferredFirst,
            @ForAll @IntRange(max = 12_000) int value,
            @ForAll @IntRange(max = 12_000) int meters) {
        DispatchRules rules = new DispatchRules(
                1,
                strategy,
                List.of("crr_c"),
                List.of("crr_x"),
                Money.of(800, "GBP"),
                Map.of("bike", Money.of(5_000, "GBP")),
                false,
                8,
                1_800,
                60,
                preferredFirst,
                List.of(new CourierCap("crr_a", "van", Money.of(7_000, "GBP"))),
                List.of(new Band.OfDistance(3_000, 8_000, null, List.of("van"))),
                List.of(new Band.OfBasket(Money.of(9_000, "GBP"), null, List.of("crr_b"), null)),
                null);

        DecisionRound round = rules.rank(quotes, new Load(Money.of(value, "GBP"), meters), Set.of("crr_d"), NOW);

        assertThat(round.candidates()).hasSameSizeAs(quotes);
        List<Candidate> eligible = round.ranking();
        assertThat(round.chosen())
                .isEqualTo(eligible.isEmpty() ? null : eligible.getFirst().courierId());
        assertThat(eligible)
                .isSortedAccordingTo(Comparator.<Candidate>comparingInt(
                                one -> preferredFirst && !one.courierId().equals("crr_c") ? 1 : 0)
                        .thenComparingDouble(one -> score(one)));
        assertThat(round.candidates())
                .allMatch(one -> one.eligible() == one.reasons().isEmpty());
        assertThat(eligible).allMatch(one -> !List.of("crr_x", "crr_d").contains(one.courierId()));
        assertThat(eligible)
                .allMatch(one -> fee(one).amount() <= 800 && fee(one).currency().equals("GBP"));
    }

    /** The order in which couriers answer decides nothing. */
    @Property(tries = 200)
    void theOrderOfTheQuotesDoesNotMatter(@ForAll("quotes") List<Quote> quotes, @ForAll Strategy strategy) {
        DispatchRules rules = rules(strategy, "crr_b", "crr_a");
        assertThat(rules.rank(quotes.reversed(), NEAR, Set.of(), NOW).ranking())
                .isEqualTo(rules.rank(quotes, NEAR, Set.of(), NOW).ranking());
    }

    @Provide
    Arbitrary<List<Quote>> quotes() {
        Arbitrary<String> couriers = Arbitraries.of("a", "b", "c", "d", "x", "y");
        Arbitrary<String> vehicles = Arbitraries.of("bike", "van");
        return Combinators.combine(
                        couriers,
                        vehicles,
                        Arbitraries.integers().between(100, 1_000),
                        Arbitraries.integers().between(300, 7_200),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.of("GBP", "GBP", "GBP", "EUR"))
                .as((courier, vehicle, fee, seconds, eligible, currency) -> new Quote(
                        "qot_" + courier + vehicle + fee + seconds + currency,
                        "crr_" + courier,
                        courier,
                        vehicle,
                        eligible ? Money.of(fee, currency) : null,
                        NOW.plusSeconds(60),
                        NOW.plusSeconds(seconds),
                        NOW.plusSeconds(900),
                        eligible,
                        eligible ? List.of() : List.of("closed")))
                .list()
                .uniqueElements(Quote::quoteId)
                .ofMaxSize(12);
    }

    private static Money fee(Candidate candidate) {
        return Objects.requireNonNull(candidate.fee());
    }

    private static double score(Candidate candidate) {
        return Objects.requireNonNull(candidate.score());
    }

    private static List<String> order(DispatchRules rules) {
        return rules.rank(List.of(BIKE, VAN, MOTO), NEAR, Set.of(), NOW).ranking().stream()
                .map(Candidate::courierId)
                .toList();
    }

    private static List<String> reasons(DispatchRules rules, Quote quote) {
        return rules.rank(List.of(quote), NEAR, Set.of(), NOW)
                .candidates()
                .getFirst()
                .reasons();
    }

    private static DispatchRules rules(Strategy strategy, String... preferred) {
        return new DispatchRules(1, strategy, List.of(preferred), List.of(), null, Map.of(), false, 8, 1_800, 60);
    }

    private static List<String> reasons(DispatchRules rules, Quote quote, Money orderValue) {
        return rules.rank(List.of(quote), new Load(orderValue, 1_000), Set.of(), NOW)
                .candidates()
                .getFirst()
                .reasons();
    }

    private static DispatchRules refined(
            boolean preferredFirst,
            @Nullable List<CourierCap> caps,
            @Nullable List<Band.OfDistance> distances,
            @Nullable List<Band.OfBasket> baskets,
            String... preferred) {
        return new DispatchRules(
                1,
                Strategy.CHEAPEST,
                List.of(preferred),
                List.of(),
                null,
                Map.of(),
                false,
                8,
                1_800,
                60,
                preferredFirst,
                caps,
                distances,
                baskets,
                null);
    }

    private static DispatchRules maximumFee(@Nullable Money limit) {
        return new DispatchRules(1, Strategy.CHEAPEST, List.of(), List.of(), limit, Map.of(), false, 8, 1_800, 60);
    }

    private static Quote quote(String courier, String vehicle, long fee, long seconds) {
        return new Quote(
                "qot_acme_" + courier,
                "crr_" + courier,
                courier,
                vehicle,
                Money.of(fee, "GBP"),
                NOW.plusSeconds(300),
                NOW.plusSeconds(seconds),
                NOW.plusSeconds(900),
                true,
                List.of());
    }
}
