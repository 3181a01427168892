package io.orkestro.dispatch.rule;

import io.orkestro.dispatch.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What a retailer means by convenient. Every strategy gives a score, and the lowest wins. */
public enum Strategy {
    /** The fee in minor units. */
    CHEAPEST,
    /** Seconds until drop-off. */
    FASTEST,
    /** The place in the retailer's list of preferred couriers; those outside it come after, the cheapest first. */
    PRIORITY,
    /** Fee and time in equal parts, each from 0 (the best of these quotes) to 1 (the worst). */
    BALANCED;

    /** A courier that does not say when it arrives is taken to need a day. */
    private static final Duration UNKNOWN = Duration.ofDays(1);

    /** How to score these eligible quotes. */
    ToDoubleFunction<Quote> scoring(List<Quote> quotes, List<String> preferred, Instant now) {
        return switch (this) {
            case CHEAPEST -> Strategy::fee;
            case FASTEST -> quote -> seconds(quote, now);
            case PRIORITY -> quote -> place(quote, preferred);
            case BALANCED -> {
                Scale fees = Scale.of(quotes.stream().mapToDouble(Strategy::fee));
                Scale times = Scale.of(quotes.stream().mapToDouble(quote -> seconds(quote, now)));
                yield quote -> thousandths((fees.share(fee(quote)) + times.share(seconds(quote, now))) / 2);
            }
        };
    }

    static double fee(Quote quote) {
        Money fee = Objects.requireNonNull(quote.fee(), "an eligible quote has a fee");
        return fee.amount();
    }

    static double seconds(Quote quote, Instant now) {
        Instant eta = quote.dropoffEta();
        return (eta == null ? UNKNOWN : Duration.between(now, eta)).toSeconds();
    }

    static int place(Quote quote, List<String> preferred) {
        int index = preferred.indexOf(quote.courierId());
        return index < 0 ? preferred.size() + 1 : index + 1;
    }

    private static double thousandths(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    private record Scale(double least, double most) {

        static Scale of(DoubleStream values) {
            var summary = values.summaryStatistics();
            return new Scale(summary.getMin(), summary.getMax());
        }

        double share(double value) {
            return most == least ? 0 : (value - least) / (most - least);
        }
    }
}
