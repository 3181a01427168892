package io.orkestro.gateway.console.migration;

import io.orkestro.gateway.console.traffic.Counts;
import io.orkestro.gateway.console.traffic.Latencies;
import io.orkestro.gateway.console.traffic.Slice;
import io.orkestro.platform.routing.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How one side did in some time, as texts.
 *
 * @param isAsked whether these are answers to the sample, as it served nobody
 * @param isEmpty whether it answered nothing
 * @param share of the clients' requests
 */
record SideRow(
        String side,
        String label,
        boolean isAsked,
        boolean isEmpty,
        String rate,
        String share,
        String errors,
        String errorCounts,
        String p50,
        String p95,
        String p99) {

    static final String NONE = "–";

    /** The monolith's and the service's. */
    static List<SideRow> of(List<Slice> slices, double seconds) {
        Map<Side, Counts> served = new EnumMap<>(Side.class);
        Map<Side, Counts> asked = new EnumMap<>(Side.class);
        for (Slice slice : slices) {
            slice.served().forEach((side, counts) -> served.merge(side, counts, Counts::plus));
            slice.asked().forEach((side, counts) -> asked.merge(side, counts, Counts::plus));
        }
        long all = served.values().stream().mapToLong(Counts::requests).sum();
        List<SideRow> rows = new ArrayList<>();
        for (Side side : Side.values()) {
            Counts ofClients = served.getOrDefault(side, Counts.NONE);
            boolean isAsked = ofClients.requests() == 0 && asked.containsKey(side);
            rows.add(of(side, isAsked ? asked.getOrDefault(side, Counts.NONE) : ofClients, isAsked, all, seconds));
        }
        return rows;
    }

    private static SideRow of(Side side, Counts counts, boolean isAsked, long all, double seconds) {
        Latencies latencies = counts.latencies();
        return new SideRow(
                side.slug(),
                labelOf(side),
                isAsked,
                counts.requests() == 0,
                rate(counts.requests() / seconds),
                all == 0 ? NONE : percent(isAsked ? 0 : (double) counts.requests() / all, 1),
                counts.judged() == 0 ? NONE : percent(counts.errorShare(), 2),
                counts.judged() == 0 ? "" : String.format(Locale.ROOT, "%,d of %,d", counts.errors(), counts.judged()),
                milliseconds(latencies.quantile(0.5)),
                milliseconds(latencies.quantile(0.95)),
                milliseconds(latencies.quantile(0.99)));
    }

    static String labelOf(Side side) {
        return side == Side.MONOLITH ? "Monolith" : "Service";
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
    }

    static String percent(double share, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 * share);
    }

    static String milliseconds(OptionalInt time) {
        return time.isEmpty() ? NONE : milliseconds(time.getAsInt());
    }

    static String milliseconds(double time) {
        return time < 1000
                ? String.format(Locale.ROOT, "%.0f ms", time)
                : String.format(Locale.ROOT, time < 9950 ? "%.1f s" : "%.0f s", time / 1000);
    }
}
