package io.orkestro.dispatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.money.Money;
import io.orkestro.platform.web.json.StrictJson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decision record explains the choice to whoever has the rules and the record, as JSON, and nothing else: the scores
 * can be worked out again, the winner is the best of those allowed, and every reason is true.
 */
class DecisionRecordTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final JsonMapper JSON = StrictJson.mapper();

    @Property(tries = 2_000)
    void theWinnerIsTheBestOfThoseAllowed(
            @ForAll("rules") DispatchRules rules,
            @ForAll("quotes") List<Quote> quotes,
            @ForAll("values") @Nullable Money value,
            @ForAll("meters") int meters,
            @ForAll("tried") Set<String> tried) {
        DecisionRound record = recorded(rules, quotes, new Load(value, meters), tried);

        List<Candidate> allowed =
                record.candidates().stream().filter(Candidate::eligible).toList();
        assertThat(record.candidates().subList(0, allowed.size())).isEqualTo(allowed);
        assertThat(allowed)
                .extracting(Candidate::rank)
                .isEqualTo(IntStream.rangeClosed(1, allowed.size()).boxed().toList());
        assertThat(record.chosen())
                .isEqualTo(allowed.isEmpty() ? null : allowed.getFirst().courierId());

        for (Candidate one : allowed) {
            assertThat(BigDecimal.valueOf(score(one)))
                    .as("score of %s among %s", one, allowed)
                    .isCloseTo(worked(one, allowed, rules), within("0.0006"));
        }
        for (int i = 1; i < allowed.size(); i++) {
            assertThat(isBetter(allowed.get(i), allowed.get(i - 1), rules))
                    .as("%s is better than %s before it", allowed.get(i), allowed.get(i - 1))
                    .isFalse();
        }
    }

    @Property(tries = 2_000)
    void everyReasonIsTrueAndNobodyIsLeftInForWhomOneWouldBe(
            @ForAll("rules") DispatchRules rules,
            @ForAll("quotes") List<Quote> quotes,
            @ForAll("values") @Nullable Money value,
            @ForAll("meters") int meters,
            @ForAll("tried") Set<String> tried) {
        DecisionRound record = recorded(rules, quotes, new Load(value, meters), tried);
        Map<String, Predicate<Candidate>> meanings = meanings(rules, value, meters, tried);

        assertThat(record.candidates())
                .extracting(Candidate::quoteId)
                .containsExactlyInAnyOrderElementsOf(
                        quotes.stream().map(Quote::quoteId).toList());
        for (Candidate one : record.candidates()) {
            Quote quote = quotes.stream()
                    .filter(each -> each.quoteId().equals(one.quoteId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(one)
                    .extracting(Candidate::courierId, Candidate::vehicle, Candidate::fee, Candidate::dropoffEta)
                    .containsExactly(quote.courierId(), quote.vehicle(), quote.fee(), quote.dropoffEta());
            assertThat(one.reasons()).containsAll(quote.reasons()).doesNotHaveDuplicates();
            assertThat(one.eligible()).isEqualTo(one.reasons().isEmpty());
            if (one.eligible()) {
                assertThat(quote.eligible()).isTrue();
                assertThat(meanings)
                        .allSatisfy((reason, holds) ->
                                assertThat(holds.test(one)).as(reason).isFalse());
            }
            for (String reason : one.reasons()) {
                Predicate<Candidate> holds = meanings.get(reason);
                assertThat(holds == null ? quote.reasons().contains(reason) : holds.test(one))
                        .as("%s is ruled out for %s", one, reason)
                        .isTrue();
            }
        }
        if (value == null && rules.maxFee() == null) {
            assertThat(record.ranking().stream().map(one -> fee(one).currency()).distinct())
                    .hasSizeLessThan(2);
        }
    }

    /** What each reason says, as a retailer reads it. */
    private static Map<String, Predicate<Candidate>> meanings(
            DispatchRules rules, @Nullable Money value, int meters, Set<String> tried) {
        Map<String, Predicate<Candidate>> meanings = new HashMap<>();
        meanings.put("not_offered", one -> one.fee() == null);
        meanings.put("excluded", one -> rules.excludedCouriers().contains(one.courierId()));
        meanings.put("already_tried", one -> tried.contains(one.courierId()));
        meanings.put(
                "quote_expired",
                one -> one.expiresAt() != null && !NOW.isBefore(Objects.requireNonNull(one.expiresAt())));
        meanings.put("over_max_fee", one -> exceeds(one.fee(), rules.maxFee()));
        meanings.put(
                "over_max_order_value",
                one -> exceeds(value, rules.maxOrderValueByVehicle().get(String.valueOf(one.vehicle()))));
        meanings.put("over_courier_order_value", one -> caps(rules, one).anyMatch(limit -> exceeds(value, limit)));
        meanings.put("not_for_this_distance", one -> {
            List<Band.OfDistance> here = Objects.requireNonNull(rules.distanceBands()).stream()
                    .filter(band -> meters >= band.fromMeters())
                    .filter(band -> band.toMeters() == null || meters < band.toMeters())
                    .toList();
            return isShutOut(here, one);
        });
        meanings.put("not_for_this_basket", one -> {
            List<Band.OfBasket> here = Objects.requireNonNull(rules.basketBands()).stream()
                    .filter(band -> value != null
                            && band.from().currency().equals(value.currency())
                            && value.amount() >= band.from().amount())
                    .filter(band -> band.to() == null
                            || Objects.requireNonNull(value).amount()
                                    < band.to().amount())
                    .toList();
            return isShutOut(here, one);
        });
        meanings.put("currency_mismatch", one -> {
            Set<String> currencies = new HashSet<>();
            Stream.of(one.fee(), value, rules.maxFee())
                    .filter(Objects::nonNull)
                    .forEach(amount -> currencies.add(amount.currency()));
            if (value != null) {
                caps(rules, one).forEach(limit -> currencies.add(limit.currency()));
                Stream.ofNullable(rules.maxOrderValueByVehicle().get(String.valueOf(one.vehicle())))
                        .forEach(limit -> currencies.add(limit.currency()));
                Objects.requireNonNull(rules.basketBands())
                        .forEach(band -> currencies.add(band.from().currency()));
            }
            boolean nothingSaysWhich = value == null && rules.maxFee() == null;
            return currencies.size() > 1 || (nothingSaysWhich && !one.eligible());
        });
        return meanings;
    }

    private static Stream<Money> caps(DispatchRules rules, Candidate one) {
        return Objects.requireNonNull(rules.courierCaps()).stream()
                .filter(cap -> cap.courierId().equals(one.courierId()))
                .filter(cap -> cap.vehicle() == null || cap.vehicle().equals(one.vehicle()))
                .map(DispatchRules.CourierCap::maxOrderValue);
    }

    private static boolean isShutOut(List<? extends Band> bands, Candidate one) {
        return !bands.isEmpty()
                && bands.stream()
                        .noneMatch(
                                band -> isOn(band.couriers(), one.courierId()) && isOn(band.vehicles(), one.vehicle()));
    }

    private static boolean isOn(@Nullable List<String> list, @Nullable String what) {
        return list == null || (what != null && list.contains(what));
    }

    private static boolean exceeds(@Nullable Money amount, @Nullable Money limit) {
        return amount != null
                && limit != null
                && amount.currency().equals(limit.currency())
                && amount.amount() > limit.amount();
    }

    /** By the retailer's preference where that comes first, then by score; of equals the preferred, then the cheaper. */
    private static boolean isBetter(Candidate one, Candidate other, DispatchRules rules) {
        if (Boolean.TRUE.equals(rules.preferredFirst())) {
            assertThat(one.preferred()).isEqualTo(rules.preferredCouriers().contains(one.courierId()));
            if (!Objects.equals(one.preferred(), other.preferred())) {
                return Boolean.TRUE.equals(one.preferred());
            }
        }
        if (score(one) != score(other)) {
            return score(one) < score(other);
        }
        int preference = Integer.compare(place(one, rules), place(other, rules));
        return preference == 0 ? fee(one).amount() < fee(other).amount() : preference < 0;
    }

    private static BigDecimal worked(Candidate one, List<Candidate> allowed, DispatchRules rules) {
        return switch (rules.strategy()) {
            case CHEAPEST -> BigDecimal.valueOf(fee(one).amount());
            case FASTEST -> BigDecimal.valueOf(seconds(one));
            case PRIORITY -> BigDecimal.valueOf(place(one, rules));
            case BALANCED ->
                share(
                                fee(one).amount(),
                                allowed.stream().map(each -> fee(each).amount()).toList())
                        .add(share(
                                seconds(one),
                                allowed.stream()
                                        .map(DecisionRecordTests::seconds)
                                        .toList()))
                        .divide(BigDecimal.TWO, MathContext.DECIMAL64);
        };
    }

    /** From 0, the best of all, to 1, the worst. */
    private static BigDecimal share(long one, List<Long> all) {
        long least = all.stream().min(Long::compare).orElseThrow();
        long most = all.stream().max(Long::compare).orElseThrow();
        return most == least
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(one - least).divide(BigDecimal.valueOf(most - least), MathContext.DECIMAL64);
    }

    private static long seconds(Candidate one) {
        Instant eta = one.dropoffEta();
        return eta == null ? 86_400 : Duration.between(NOW, eta).toSeconds();
    }

    private static int place(Candidate one, DispatchRules rules) {
        int index = rules.preferredCouriers().indexOf(one.courierId());
        return index < 0 ? rules.preferredCouriers().size() + 1 : index + 1;
    }

    private static Money fee(Candidate one) {
        return Objects.requireNonNull(one.fee());
    }

    private static double score(Candidate one) {
        return Objects.requireNonNull(one.score());
    }

    private static Offset<BigDecimal> within(String most) {
        return Offset.offset(new BigDecimal(most));
    }

    /** As it is kept and read. */
    private static DecisionRound recorded(DispatchRules rules, List<Quote> quotes, Load load, Set<String> tried) {
        DecisionRound round = rules.rank(quotes, load, tried, NOW);
        DecisionRound read = JSON.readValue(JSON.writeValueAsString(round), DecisionRound.class);
        assertThat(read).isEqualTo(round);
        assertThat(read.at()).isEqualTo(NOW);
        assertThat(read.rulesVersion()).isEqualTo(rules.version());
        assertThat(read.strategy()).isEqualTo(rules.strategy());
        return read;
    }

    @Provide
    Arbitrary<DispatchRules> rules() {
        return Choices.rules();
    }

    @Provide
    Arbitrary<List<Quote>> quotes() {
        return Choices.quotes(NOW);
    }

    @Provide
    Arbitrary<@Nullable Money> values() {
        return Choices.values();
    }

    @Provide
    Arbitrary<Integer> meters() {
        return Choices.meters();
    }

    @Provide
    Arbitrary<Set<String>> tried() {
        return Choices.tried();
    }
}
