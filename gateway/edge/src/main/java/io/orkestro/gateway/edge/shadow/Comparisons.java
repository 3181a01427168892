package io.orkestro.gateway.edge.shadow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orkestro.gateway.edge.traffic.BySecond;
import io.orkestro.platform.routing.Capability;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts what became of requests that both sides were asked, by second and route, and keeps some of the differences. */
@Component
public final class Comparisons {

    private static final int COMPARED = 0;
    private static final int DIFFERENT = 1;
    private static final int DROPPED = 2;
    private static final int UNANSWERED = 3;
    private static final int UNDECIDED = 4;
    private static final int COUNTS = 5;
    private static final List<String> RESULTS = List.of("same", "different", "undecided", "unanswered", "dropped");
    private static final int MINUTE = 60;
    /** For minutes in which nobody takes them away. */
    private static final int KEPT = 1_000;

    private record Route(Capability capability, String name) {}

    private final BySecond<Map<Route, int[]>> seconds;
    private final Deque<Difference> differences = new ArrayDeque<>();
    private final Map<Capability, int[]> ofThisMinute = new EnumMap<>(Capability.class);
    private final Clock clock;
    private final ShadowProperties properties;
    private final MeterRegistry meters;
    private long minute;

    Comparisons(Clock clock, ShadowProperties properties, MeterRegistry meters) {
        this.clock = clock;
        this.properties = properties;
        this.meters = meters;
        this.seconds = new BySecond<>(clock, HashMap::new);
        // From zero on, or whoever scrapes misses the first of each.
        for (Capability capability : Capability.values()) {
            RESULTS.forEach(result -> meter(capability, result));
        }
    }

    void same(Capability capability, ComparedRoute route) {
        add(capability, route, COMPARED);
        meter(capability, "same").increment();
    }

    void different(Difference difference, ComparedRoute route) {
        Capability capability = difference.capability();
        seconds.add(routes -> {
            int[] sums = sumsOf(routes, capability, route);
            sums[COMPARED]++;
            sums[DIFFERENT]++;
        });
        meter(capability, "different").increment();
        keep(difference);
    }

    void undecided(Capability capability, ComparedRoute route) {
        add(capability, route, UNDECIDED);
        meter(capability, "undecided").increment();
    }

    void unanswered(Capability capability, ComparedRoute route) {
        add(capability, route, UNANSWERED);
        meter(capability, "unanswered").increment();
    }

    void dropped(Capability capability, ComparedRoute route, Dropped reason) {
        add(capability, route, DROPPED);
        meter(capability, "dropped").increment();
        Counter.builder("orkestro.shadow.dropped")
                .description("Requests of the sample that were not compared")
                .tag("reason", reason.slug())
                .register(meters)
                .increment();
    }

    private synchronized void keep(Difference difference) {
        long now = Math.floorDiv(clock.instant().getEpochSecond(), MINUTE);
        if (now != minute) {
            minute = now;
            ofThisMinute.clear();
        }
        int[] kept = ofThisMinute.computeIfAbsent(difference.capability(), _ -> new int[1]);
        if (kept[0] < properties.differencesPerMinute() && differences.size() < KEPT) {
            kept[0]++;
            differences.add(difference);
        }
    }

    /** Takes away the differences that were kept. */
    public synchronized List<Difference> takeDifferences() {
        List<Difference> taken = new ArrayList<>(differences);
        differences.clear();
        return taken;
    }

    /** Takes away the sums of all seconds that are over. */
    public List<ComparisonSums> takeOver() {
        return rowsOf(seconds.takeOver());
    }

    /** As {@link #takeOver}, with the present second as it is: for the end. */
    public List<ComparisonSums> takeAll() {
        return rowsOf(seconds.takeAll());
    }

    private static List<ComparisonSums> rowsOf(List<BySecond.Second<Map<Route, int[]>>> taken) {
        List<ComparisonSums> rows = new ArrayList<>();
        for (BySecond.Second<Map<Route, int[]>> second : taken) {
            second.sums()
                    .forEach((route, sums) -> rows.add(new ComparisonSums(
                            second.epochSecond(),
                            route.capability(),
                            route.name(),
                            sums[COMPARED],
                            sums[DIFFERENT],
                            sums[DROPPED],
                            sums[UNANSWERED],
                            sums[UNDECIDED])));
        }
        return rows;
    }

    private void add(Capability capability, ComparedRoute route, int what) {
        seconds.add(routes -> sumsOf(routes, capability, route)[what]++);
    }

    private static int[] sumsOf(Map<Route, int[]> routes, Capability capability, ComparedRoute route) {
        return routes.computeIfAbsent(new Route(capability, route.name()), _ -> new int[COUNTS]);
    }

    private Counter meter(Capability capability, String result) {
        return Counter.builder("orkestro.shadow.requests")
                .description("Requests that both sides were asked")
                .tag("capability", capability.slug())
                .tag("result", result)
                .register(meters);
    }
}
