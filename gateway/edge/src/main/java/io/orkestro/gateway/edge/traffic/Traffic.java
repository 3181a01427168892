package io.orkestro.gateway.edge.traffic;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/** Counts requests by second, capability, side, role and outcome. */
@Component
public final class Traffic {

    /** Whoever scrapes needs fewer of them than the guard. */
    private static final Duration[] BOUNDS = LongStream.of(5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private record Cell(Capability capability, Side side, Role role) {

        Tags tags() {
            return Tags.of("capability", capability.slug(), "side", side.slug(), "role", role.slug());
        }
    }

    /** Since the start, for whoever scrapes. */
    private record Totals(Map<Outcome, LongAdder> outcomes, Timer latency) {

        void add(Outcome outcome, long nanos) {
            Objects.requireNonNull(outcomes.get(outcome)).increment();
            latency.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** What is known of one cell in one second. */
    private static final class Counts {

        private int requests;
        private int refused;
        private int failed;
        private int timedOut;
        private int unreached;
        private final int[] latency = new int[Latencies.BUCKETS];

        void add(Outcome outcome, int bucket) {
            requests++;
            latency[bucket]++;
            switch (outcome) {
                case ANSWERED -> {}
                case REFUSED -> refused++;
                case FAILED -> failed++;
                case TIMED_OUT -> timedOut++;
                case UNREACHED -> unreached++;
            }
        }
    }

    private final BySecond<Map<Cell, Counts>> seconds;
    private final Map<Cell, Totals> totals = new LinkedHashMap<>();

    Traffic(Clock clock, MeterRegistry meters) {
        seconds = new BySecond<>(clock, LinkedHashMap::new);
        for (Capability capability : Capability.values()) {
            for (Side side : Side.values()) {
                for (Role role : Role.values()) {
                    Cell cell = new Cell(capability, side, role);
                    totals.put(cell, registered(cell, meters));
                }
            }
        }
    }

    private static Totals registered(Cell cell, MeterRegistry meters) {
        Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            LongAdder total = new LongAdder();
            outcomes.put(outcome, total);
            FunctionCounter.builder("orkestro.traffic.requests", total, LongAdder::sum)
                    .description("Requests of capabilities that both sides can serve")
                    .tags(cell.tags().and("outcome", outcome.slug()))
                    .register(meters);
        }
        Timer latency = Timer.builder("orkestro.traffic.latency")
                .description("Until the head of the answer, or until nobody waited for it any longer")
                .tags(cell.tags())
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
        return new Totals(outcomes, latency);
    }

    /** @param nanos until the head of its answer, or until nobody waited for it any longer */
    public void count(Capability capability, Side side, Role role, Outcome outcome, long nanos) {
        Cell cell = new Cell(capability, side, role);
        int bucket = Latencies.bucketOf(nanos);
        seconds.add(cells -> cells.computeIfAbsent(cell, _ -> new Counts()).add(outcome, bucket));
        Objects.requireNonNull(totals.get(cell)).add(outcome, nanos);
    }

    /** Takes away the sums of all seconds that are over. */
    public List<TrafficSums> takeOver() {
        return rowsOf(seconds.takeOver());
    }

    /** As {@link #takeOver}, with the present second as it is: for the end. */
    public List<TrafficSums> takeAll() {
        return rowsOf(seconds.takeAll());
    }

    private static List<TrafficSums> rowsOf(List<BySecond.Second<Map<Cell, Counts>>> taken) {
        List<TrafficSums> rows = new ArrayList<>();
        for (BySecond.Second<Map<Cell, Counts>> second : taken) {
            second.sums()
                    .forEach((cell, counts) -> rows.add(new TrafficSums(
                            second.epochSecond(),
                            cell.capability(),
                            cell.side(),
                            cell.role(),
                            counts.requests,
                            counts.refused,
                            counts.failed,
                            counts.timedOut,
                            counts.unreached,
                            Arrays.stream(counts.latency).boxed().toList())));
        }
        return rows;
    }
}
