package io.orkestro.system.ledger;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A reckoning for people: printed, and kept as a file. */
public final class Report {

    private static final int SHOWN = 25;

    private final String title;
    private final Ledger ledger;
    private final Reckoning reckoning;

    public Report(String title, Ledger ledger, Reckoning reckoning) {
        this.title = title;
        this.ledger = ledger;
        this.reckoning = reckoning;
    }

    /** Writes it to {@code target/ledger/<title>.txt} as well. */
    public String keep() {
        String text = toString();
        try {
            Path file = Path.of("target", "ledger", title.replace(' ', '-') + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return text;
    }

    @Override
    public String toString() {
        List<Exchange> exchanges = ledger.exchanges();
        Formatter text = new Formatter(Locale.ROOT);
        text.format("%s%n", title);
        text.format("  orders    %,d%n", ledger.orders().size());
        text.format("  requests  %,d in %s%n", exchanges.size(), lasting(exchanges));
        text.format("  flips     %,d%n", ledger.flips().size());
        text.format("  claims    %,d%n", reckoning.claims());
        text.format("  failures  %,d %s%n", ledger.failures().size(), byStatus(ledger.failures()));
        text.format("%n");
        text.format("  %-18s %-8s %9s %9s %9s %9s%n", "served by", "", "requests", "p50 ms", "p99 ms", "max ms");
        Map<String, List<Exchange>> bySide = exchanges.stream()
                .filter(exchange -> exchange.status() != 0)
                .collect(groupingBy(
                        exchange -> String.format(
                                "%-18s %-8s", exchange.servedBy(), exchange.isRead() ? "reads" : "writes"),
                        TreeMap::new,
                        java.util.stream.Collectors.toList()));
        bySide.forEach((side, those) -> {
            double[] millis = those.stream()
                    .mapToDouble(exchange -> exchange.took().toNanos() / 1e6)
                    .sorted()
                    .toArray();
            text.format(
                    "  %s %,9d %9.1f %9.1f %9.1f%n",
                    side, millis.length, percentile(millis, 0.50), percentile(millis, 0.99), millis[millis.length - 1]);
        });
        text.format("%n");
        text.format("  findings  %,d %s%n", reckoning.findings().size(), reckoning.counts());
        reckoning.findings().stream().limit(SHOWN).forEach(finding -> text.format("    %s%n", finding));
        ledger.failures().stream()
                .limit(SHOWN)
                .forEach(failure -> text.format(
                        "    %s %s %d by %s after %d ms: %s%n",
                        failure.at(),
                        failure.action(),
                        failure.status(),
                        failure.servedBy(),
                        failure.took().toMillis(),
                        failure.said()));
        return text.toString().replaceAll(" +\n", "\n");
    }

    private static Map<Integer, Long> byStatus(List<Exchange> failures) {
        return failures.stream().collect(groupingBy(Exchange::status, TreeMap::new, counting()));
    }

    private static String lasting(List<Exchange> exchanges) {
        Instant first =
                exchanges.stream().map(Exchange::at).min(Instant::compareTo).orElse(Instant.EPOCH);
        Instant last =
                exchanges.stream().map(Exchange::at).max(Instant::compareTo).orElse(Instant.EPOCH);
        return Duration.between(first, last).toSeconds() + " s";
    }

    private static double percentile(double[] sorted, double share) {
        return Arrays.stream(sorted)
                .skip(Math.max(0, (long) Math.ceil(share * sorted.length) - 1))
                .findFirst()
                .orElse(Double.NaN);
    }
}
