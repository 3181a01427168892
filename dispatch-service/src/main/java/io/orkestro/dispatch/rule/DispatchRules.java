package io.orkestro.dispatch.rule;

import io.orkestro.dispatch.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A retailer's own policy. A delivery keeps the rules it was born with: changes apply to those created afterwards.
 *
 * @param version rises by one with every change; 0 are the rules of a retailer who never set any
 * @param preferredCouriers the order of {@link Strategy#PRIORITY}; under other strategies they win ties
 * @param maxOrderValueByVehicle the most a basket may be worth on {@code bike}, {@code van} …; absent is no limit
 * @param requireOrderValue whether a delivery without a value waits for somebody to dispatch it
 * @param maxAttempts couriers asked in vain before giving up, 1 to 20
 * @param giveUpAfterSeconds from the first search for a courier
 * @param answerWithinSeconds what a courier has to answer a booking, 5 to 600
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
        long answerWithinSeconds) {

    public static final DispatchRules INITIAL =
            new DispatchRules(0, Strategy.CHEAPEST, List.of(), List.of(), null, Map.of(), false, 8, 1_800, 60);

    public DispatchRules {
        preferredCouriers = List.copyOf(preferredCouriers);
        excludedCouriers = List.copyOf(excludedCouriers);
        maxOrderValueByVehicle = Map.copyOf(maxOrderValueByVehicle);
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
     * @param orderValue what the goods are worth
     * @param tried couriers that are not to be asked again
     */
    public DecisionRound rank(List<Quote> quotes, @Nullable Money orderValue, Set<String> tried, Instant now) {
        List<Policy> policies = policies(orderValue, tried, now);
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

    private List<Policy> policies(@Nullable Money orderValue, Set<String> tried, Instant now) {
        return List.of(
                new Policy.Offered(),
                new Policy.Excluded(Set.copyOf(excludedCouriers)),
                new Policy.AlreadyTried(tried),
                new Policy.MaximumFee(maxFee),
                new Policy.BasketCap(maxOrderValueByVehicle, orderValue),
                new Policy.Unexpired(now));
    }

    private List<Candidate> ranked(List<Quote> allowed, Instant now) {
        ToDoubleFunction<Quote> score = strategy.scoring(allowed, preferredCouriers, now);
        List<Quote> inOrder = allowed.stream()
                .sorted(Comparator.comparingDouble(score)
                        .thenComparingInt(quote -> Strategy.place(quote, preferredCouriers))
                        .thenComparingDouble(Strategy::fee)
                        .thenComparingDouble(quote -> Strategy.seconds(quote, now))
                        .thenComparing(Quote::courierId)
                        .thenComparing(Quote::quoteId))
                .toList();
        List<Candidate> ranked = new ArrayList<>();
        for (Quote quote : inOrder) {
            ranked.add(Candidate.ranked(quote, score.applyAsDouble(quote), ranked.size() + 1));
        }
        return ranked;
    }
}
