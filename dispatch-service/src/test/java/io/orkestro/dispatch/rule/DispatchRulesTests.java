package io.orkestro.dispatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.money.Money;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatchRulesTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

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
        DecisionRound round = rules.rank(List.of(BIKE, VAN), Money.of(10_001, "GBP"), Set.of(), NOW);
        assertThat(round.chosen()).isEqualTo("crr_van");
        assertThat(round.candidates().getLast().reasons()).containsExactly("over_max_order_value");
        assertThat(rules.rank(List.of(BIKE), null, Set.of(), NOW).chosen()).isEqualTo("crr_bike");
    }

    @Test
    void aTriedCourierAndAnExpiredQuoteAreRuledOut() {
        Quote stale = new Quote("q", "crr_bike", "bike", null, Money.of(1, "GBP"), null, null, NOW, true, List.of());
        DecisionRound round = rules(Strategy.CHEAPEST).rank(List.of(stale), null, Set.of("crr_bike"), NOW);
        assertThat(round.candidates().getFirst().reasons()).containsExactly("already_tried", "quote_expired");
        assertThat(round.chosen()).isNull();
    }

    /** Who reads the record sees why: the winner has the lowest score, and nobody left out lacks a reason. */
    @Property(tries = 500)
    void theRecordExplainsTheWinner(@ForAll("quotes") List<Quote> quotes, @ForAll Strategy strategy) {
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
                60);

        DecisionRound round = rules.rank(quotes, Money.of(6_000, "GBP"), Set.of("crr_d"), NOW);

        assertThat(round.candidates()).hasSameSizeAs(quotes);
        List<Candidate> eligible = round.ranking();
        assertThat(round.chosen())
                .isEqualTo(eligible.isEmpty() ? null : eligible.getFirst().courierId());
        assertThat(eligible).isSortedAccordingTo(Comparator.comparingDouble(one -> score(one)));
        assertThat(round.candidates())
                .allMatch(one -> one.eligible() == one.reasons().isEmpty());
        assertThat(eligible).allMatch(one -> !List.of("crr_x", "crr_d").contains(one.courierId()));
        assertThat(eligible).allMatch(one -> Objects.requireNonNull(one.fee()).amount() <= 800);
    }

    /** The order in which couriers answer decides nothing. */
    @Property(tries = 200)
    void theOrderOfTheQuotesDoesNotMatter(@ForAll("quotes") List<Quote> quotes, @ForAll Strategy strategy) {
        DispatchRules rules = rules(strategy, "crr_b", "crr_a");
        assertThat(rules.rank(quotes.reversed(), null, Set.of(), NOW).ranking())
                .isEqualTo(rules.rank(quotes, null, Set.of(), NOW).ranking());
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
                        Arbitraries.of(true, true, true, false))
                .as((courier, vehicle, fee, seconds, eligible) -> new Quote(
                        "qot_" + courier + vehicle + fee + seconds,
                        "crr_" + courier,
                        courier,
                        vehicle,
                        eligible ? Money.of(fee, "GBP") : null,
                        NOW.plusSeconds(60),
                        NOW.plusSeconds(seconds),
                        NOW.plusSeconds(900),
                        eligible,
                        eligible ? List.of() : List.of("closed")))
                .list()
                .uniqueElements(Quote::quoteId)
                .ofMaxSize(12);
    }

    private static double score(Candidate candidate) {
        return Objects.requireNonNull(candidate.score());
    }

    private static List<String> order(DispatchRules rules) {
        return rules.rank(List.of(BIKE, VAN, MOTO), null, Set.of(), NOW).ranking().stream()
                .map(Candidate::courierId)
                .toList();
    }

    private static List<String> reasons(DispatchRules rules, Quote quote) {
        return rules.rank(List.of(quote), null, Set.of(), NOW)
                .candidates()
                .getFirst()
                .reasons();
    }

    private static DispatchRules rules(Strategy strategy, String... preferred) {
        return new DispatchRules(1, strategy, List.of(preferred), List.of(), null, Map.of(), false, 8, 1_800, 60);
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
