package io.orkestro.gateway.edge.traffic;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** Counts requests by second, capability, side, role and outcome. */
@Component
public final class Traffic implements MeterBinder {

    private record Cell(Capability capability, Side side, Role role) {}

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
    private final Map<Cell, Map<Outcome, LongAdder>> totals = new LinkedHashMap<>();

    Traffic(Clock clock) {
        seconds = new BySecond<>(clock, LinkedHashMap::new);
        for (Capability capability : Capability.values()) {
            for (Side side : Side.values()) {
                for (Role role : Role.values()) {
                    totals.put(new Cell(capability, side, role), noneOfEach());
                }
            }
        }
    }

    private static Map<Outcome, LongAdder> noneOfEach() {
        Map<Outcome, LongAdder> none = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            none.put(outcome, new LongAdder());
        }
        return none;
    }

    /** @param nanos until the head of its answer, or until nobody waited for it any longer */
    public void count(Capability capability, Side side, Role role, Outcome outcome, long nanos) {
        Cell cell = new Cell(capability, side, role);
        int bucket = Latencies.bucketOf(nanos);
        seconds.add(cells -> cells.computeIfAbsent(cell, _ -> new Counts()).add(outcome, bucket));
        Objects.requireNonNull(Objects.requireNonNull(totals.get(cell)).get(outcome))
                .increment();
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

    @Override
    public void bindTo(MeterRegistry registry) {
        totals.forEach((cell, outcomes) -> outcomes.forEach(
                (outcome, total) -> FunctionCounter.builder("orkestro.traffic.requests", total, LongAdder::sum)
                        .description("Requests of capabilities that both sides can serve")
                        .tag("capability", cell.capability().slug())
                        .tag("side", cell.side().slug())
                        .tag("role", cell.role().slug())
                        .tag("outcome", outcome.slug())
                        .register(registry)));
    }
}
