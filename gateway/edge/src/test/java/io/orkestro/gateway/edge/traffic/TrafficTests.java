package io.orkestro.gateway.edge.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrafficTests {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final HandClock clock = new HandClock();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Traffic traffic = new Traffic(clock, meters);

    @Test
    void aSecondIsTakenAwayOnlyOnceItIsOver() {
        count(Outcome.ANSWERED, 3);
        assertThat(traffic.takeOver()).isEmpty();

        clock.now = NOON.plusSeconds(1);
        assertThat(traffic.takeOver()).singleElement().satisfies(sums -> {
            assertThat(sums.epochSecond()).isEqualTo(NOON.getEpochSecond());
            assertThat(sums.capability()).isEqualTo(Capability.DISPATCH);
            assertThat(sums.side()).isEqualTo(Side.SERVICE);
            assertThat(sums.role()).isEqualTo(Role.SERVED);
            assertThat(sums.requests()).isEqualTo(1);
            assertThat(sums.latency().get(2)).isEqualTo(1);
        });
        assertThat(traffic.takeOver()).as("nothing is told twice").isEmpty();
    }

    @Test
    void eachOutcomeIsCountedUnderItsName() {
        count(Outcome.ANSWERED, 1);
        count(Outcome.REFUSED, 1);
        count(Outcome.REFUSED, 1);
        count(Outcome.FAILED, 1);
        count(Outcome.TIMED_OUT, 20_000);
        count(Outcome.UNREACHED, 1);

        TrafficSums sums = traffic.takeAll().getFirst();

        assertThat(sums.requests()).isEqualTo(6);
        assertThat(sums.refused()).isEqualTo(2);
        assertThat(sums.failed()).isEqualTo(1);
        assertThat(sums.timedOut()).isEqualTo(1);
        assertThat(sums.unreached()).isEqualTo(1);
        assertThat(sums.latency().stream().mapToInt(Integer::intValue).sum()).isEqualTo(6);
        assertThat(sums.latency().get(Latencies.BUCKETS - 1)).isEqualTo(1);
    }

    @Test
    void aSecondWithoutTrafficHasNoRow() {
        count(Outcome.ANSWERED, 1);
        clock.now = NOON.plusSeconds(5);
        count(Outcome.ANSWERED, 1);
        clock.now = NOON.plusSeconds(9);

        assertThat(traffic.takeOver())
                .extracting(TrafficSums::epochSecond)
                .containsExactly(NOON.getEpochSecond(), NOON.getEpochSecond() + 5);
    }

    @Test
    void aClockThatGoesBackReopensNoSecond() {
        count(Outcome.ANSWERED, 1);
        clock.now = NOON.plusSeconds(1);
        List<TrafficSums> rows = new ArrayList<>(traffic.takeOver());
        clock.now = NOON.minusSeconds(30);
        count(Outcome.ANSWERED, 1);
        clock.now = NOON.plusSeconds(3);
        count(Outcome.ANSWERED, 1);
        clock.now = NOON.plusSeconds(4);
        rows.addAll(traffic.takeOver());

        assertThat(rows).extracting(TrafficSums::epochSecond).doesNotHaveDuplicates();
        assertThat(rows.stream().mapToInt(TrafficSums::requests).sum()).isEqualTo(3);
    }

    @Test
    void nothingIsLostOrDoubledWhileItIsTakenAway() throws Exception {
        int threads = 8;
        int each = 50_000;
        List<TrafficSums> rows = new ArrayList<>();
        try (ExecutorService counters = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ends.add(counters.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        count(Outcome.ANSWERED, 1);
                    }
                }));
            }
            for (int second = 1; ends.stream().anyMatch(end -> !end.isDone()); second++) {
                clock.now = NOON.plusSeconds(second);
                rows.addAll(traffic.takeOver());
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        rows.addAll(traffic.takeAll());

        assertThat(rows.stream().mapToInt(TrafficSums::requests).sum()).isEqualTo(threads * each);
        assertThat(rows).extracting(TrafficSums::epochSecond).doesNotHaveDuplicates();
    }

    @Test
    void metersGoOnCounting() {
        count(Outcome.FAILED, 1);
        traffic.takeAll();
        count(Outcome.FAILED, 1);

        assertThat(meters.get("orkestro.traffic.requests")
                        .tags("capability", "dispatch", "side", "service", "role", "served", "outcome", "failed")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theLatencyOfASideIsAHistogram() {
        count(Outcome.ANSWERED, 3);
        count(Outcome.REFUSED, 150);

        Timer latency = meters.get("orkestro.traffic.latency")
                .tags("capability", "dispatch", "side", "service", "role", "served")
                .timer();

        assertThat(latency.count()).isEqualTo(2);
        assertThat(latency.takeSnapshot().histogramCounts())
                .anySatisfy(bucket -> {
                    assertThat(bucket.bucket(TimeUnit.MILLISECONDS)).isEqualTo(100);
                    assertThat(bucket.count()).isEqualTo(1);
                })
                .anySatisfy(bucket -> {
                    assertThat(bucket.bucket(TimeUnit.MILLISECONDS)).isEqualTo(200);
                    assertThat(bucket.count()).isEqualTo(2);
                });
    }

    private void count(Outcome outcome, long millis) {
        traffic.count(Capability.DISPATCH, Side.SERVICE, Role.SERVED, outcome, millis * 1_000_000);
    }

    private static final class HandClock extends Clock {

        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
