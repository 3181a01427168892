package io.orkestro.dispatch.rule;

import io.orkestro.dispatch.money.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A retailer's own policy. A delivery keeps the rules it was born with: changes apply to those created afterwards. What
 * came later than the first ten is absent in old documents.
 *
 * @param version rises by one with every change; 0 are the rules of a retailer who never set any
 * @param preferredCouriers the order of {@link Strategy#PRIORITY}; under other strategies they win ties
 * @param maxOrderValueByVehicle the most a basket may be worth on {@code bike}, {@code van} …; absent is no limit
 * @param requireOrderValue whether a delivery without a value waits for somebody to dispatch it
 * @param maxAttempts couriers asked in vain before giving up, 1 to 20
 * @param giveUpAfterSeconds from the first search for a courier
 * @param answerWithinSeconds what a courier has to answer a booking, 5 to 600
 * @param preferredFirst whether preferred couriers come before all others whatever the strategy says; null is no
 * @param courierCaps the most a basket may be worth with a courier; null is no limit
 * @param distanceBands who may serve which distances; null is all
 * @param basketBands who may carry which baskets; null is all
 * @param rebook when the next courier is asked; null is whenever one is lost
 */
public record DispatchRules(
        long version,
        Strategy strategy,
        List<String> preferredCouriers,
        List<String> excludedCouriers,
        @Nullable Money maxFee,
        Map<String, Money> maxOrderValueByVehicle,
        boolean requireOrderValue,
        int maxAttempts,
        long giveUpAfterSeconds,
        long answerWithinSeconds,
        @Nullable Boolean preferredFirst,
        @Nullable List<CourierCap> courierCaps,
        @Nullable List<Band.OfDistance> distanceBands,
        @Nullable List<Band.OfBasket> basketBands,
        @Nullable Rebooking rebook) {

    /** As JSON: each delivery carries the rules that it was born with. */
    public static final int MOST_BYTES = 5_000;

    public static final DispatchRules INITIAL =
            new DispatchRules(0, Strategy.CHEAPEST, List.of(), List.of(), null, Map.of(), false, 8, 1_800, 60);

    public DispatchRules {
        preferredCouriers = List.copyOf(preferredCouriers);
        excludedCouriers = List.copyOf(excludedCouriers);
        maxOrderValueByVehicle = Map.copyOf(maxOrderValueByVehicle);
        preferredFirst = Boolean.TRUE.equals(preferredFirst);
        courierCaps = courierCaps == null ? List.of() : List.copyOf(courierCaps);
        distanceBands = distanceBands == null ? List.of() : List.copyOf(distanceBands);
        basketBands = basketBands == null ? List.of() : List.copyOf(basketBands);
        rebook = rebook == null ? Rebooking.INITIAL : rebook;
    }

    /** Without refinements. */
    public DispatchRules(
            long version,
            Strategy strategy,
            List<String> preferredCouriers,
            List<String> excludedCouriers,
            @Nullable Money maxFee,
            Map<String, Money> maxOrderValueByVehicle,
            boolean requireOrderValue,
            int maxAttempts,
            long giveUpAfterSeconds,
            long answerWithinSeconds) {
        this(
                version,
                strategy,
                preferredCouriers,
                excludedCouriers,
                maxFee,
                maxOrderValueByVehicle,
                requireOrderValue,
                maxAttempts,
                giveUpAfterSeconds,
                answerWithinSeconds,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * The most a basket may be worth with one courier, on all its vehicles or on one type of them.
     *
     * @param vehicle null is all
     */
    public record CourierCap(
            @NotNull @Pattern(regexp = Band.COURIER) String courierId,
            @Pattern(regexp = Band.VEHICLE) @Nullable String vehicle,
            @NotNull @Valid Money maxOrderValue) {

        boolean isFor(Quote quote) {
            return courierId.equals(quote.courierId()) && (vehicle == null || vehicle.equals(quote.vehicle()));
        }
    }

    DispatchRules atVersion(long other) {
        return new DispatchRules(
                other,
                strategy,
                preferredCouriers,
                excludedCouriers,
                maxFee,
                maxOrderValueByVehicle,
                requireOrderValue,
                maxAttempts,
                giveUpAfterSeconds,
                answerWithinSeconds,
                preferredFirst,
                courierCaps,
                distanceBands,
                basketBands,
                rebook);
    }

    public Rebooking rebooking() {
        return rebook == null ? Rebooking.INITIAL : rebook;
    }

    public Duration giveUpAfter() {
        return Duration.ofSeconds(giveUpAfterSeconds);
    }

    public Duration answerWithin() {
        return Duration.ofSeconds(answerWithinSeconds);
    }

    /**
     * Chooses among quotes.
     *
     * @param tried couriers that are not to be asked again
     */
    public DecisionRound rank(List<Quote> quotes, Load load, Set<String> tried, Instant now) {
        List<Policy> policies = policies(quotes, load, tried, now);
        List<Quote> allowed = new ArrayList<>();
        List<Candidate> ruledOut = new ArrayList<>();
        for (Quote quote : quotes) {
            List<String> reasons = policies.stream()
                    .flatMap(policy -> policy.judge(quote).reasons().stream())
                    .distinct()
                    .toList();
            if (reasons.isEmpty()) {
                allowed.add(quote);
            } else {
                ruledOut.add(Candidate.ruledOut(quote, reasons));
            }
        }
        List<Candidate> candidates = ranked(allowed, now);
        String chosen = candidates.isEmpty() ? null : candidates.getFirst().courierId();
        candidates.addAll(ruledOut);
        return new DecisionRound(now, version, strategy, List.copyOf(candidates), chosen);
    }

    private List<Policy> policies(List<Quote> quotes, Load load, Set<String> tried, Instant now) {
        return List.of(
                new Policy.Offered(),
                new Policy.Excluded(Set.copyOf(excludedCouriers)),
                new Policy.AlreadyTried(tried),
                new Policy.OneCurrency(currency(quotes, load)),
                new Policy.MaximumFee(maxFee),
                new Policy.BasketCap(maxOrderValueByVehicle, load.value()),
                new Policy.CourierCaps(orNone(courierCaps), load.value()),
                new Policy.DistanceBands(orNone(distanceBands), load.meters()),
                new Policy.BasketBands(orNone(basketBands), load.value()),
                new Policy.Unexpired(now));
    }

    /** The order's own, else the limit's, else what most couriers ask for. */
    private @Nullable String currency(List<Quote> quotes, Load load) {
        if (load.value() != null) {
            return load.value().currency();
        }
        if (maxFee != null) {
            return maxFee.currency();
        }
        Map<String, Long> votes = quotes.stream()
                .map(Quote::fee)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Money::currency, TreeMap::new, Collectors.counting()));
        return votes.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private List<Candidate> ranked(List<Quote> allowed, Instant now) {
        ToDoubleFunction<Quote> score = strategy.scoring(allowed, preferredCouriers, now);
        List<Quote> inOrder = allowed.stream()
                .sorted(Comparator.comparingInt(this::tier)
                        .thenComparingDouble(score)
                        .thenComparingInt(quote -> Strategy.place(quote, preferredCouriers))
                        .thenComparingDouble(Strategy::fee)
                        .thenComparingDouble(quote -> Strategy.seconds(quote, now))
                        .thenComparing(Quote::courierId)
                        .thenComparing(Quote::quoteId))
                .toList();
        List<Candidate> ranked = new ArrayList<>();
        for (Quote quote : inOrder) {
            Boolean preferred = Boolean.TRUE.equals(preferredFirst) ? tier(quote) == 0 : null;
            ranked.add(Candidate.ranked(quote, score.applyAsDouble(quote), ranked.size() + 1, preferred));
        }
        return ranked;
    }

    /** Where the preferred come first, 0 are those; else all are alike. */
    private int tier(Quote quote) {
        return Boolean.TRUE.equals(preferredFirst) && !preferredCouriers.contains(quote.courierId()) ? 1 : 0;
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
