package io.orkestro.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.ApiClient.As;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same order at the same moment, for real and as if: what is real never fails, and waits for no rehearsal for long. */
@DispatchTest
class RehearsalRacesIT {

    private static final Logger log = LoggerFactory.getLogger(RehearsalRacesIT.class);
    private static final int ROUNDS = 300;
    private static final Duration AT_MOST = Duration.ofMillis(300);

    private final Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
    private final String key =
            "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final JdbcClient jdbc;
    private final As real;
    private final As rehearsing;

    @Autowired
    RehearsalRacesIT(JdbcClient jdbc, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.real = Api.retailer(port, key);
        this.rehearsing = real.rehearsing();
    }

    private record Timed(Answer answer, Duration took) {}

    @Test
    void whatIsRealNeverFailsAndIsThereOnce() throws Exception {
        List<Duration> alone = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            alone.add(timed(real, "ALONE-" + i).took());
        }
        List<Duration> together = new ArrayList<>();
        Map<Integer, Integer> rehearsed = new TreeMap<>();
        CyclicBarrier start = new CyclicBarrier(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                String order = "ORDER-" + round;
                Future<Timed> meant = threads.submit(() -> atOnce(start, real, order));
                Future<Timed> first = threads.submit(() -> atOnce(start, rehearsing, order));
                Future<Timed> second = threads.submit(() -> atOnce(start, rehearsing, order));

                assertThat(meant.get().answer().status()).as(order).isEqualTo(201);
                together.add(meant.get().took());
                rehearsed.merge(first.get().answer().status(), 1, Integer::sum);
                rehearsed.merge(second.get().answer().status(), 1, Integer::sum);
            }
        }

        log.info(
                "Real alone: {} median, {} at most; with two rehearsals: {} median, {} at most; these were answered {}",
                median(alone),
                Collections.max(alone),
                median(together),
                Collections.max(together),
                rehearsed);
        assertThat(rehearsed.keySet()).as("new, there already, or given up").isSubsetOf(200, 201, 503);
        assertThat(rehearsed.getOrDefault(201, 0))
                .as("rehearsals that came first")
                .isPositive();
        assertThat(rehearsed.getOrDefault(503, 0)).as("given up").isLessThan(ROUNDS / 5);
        // The very worst is the machine's: a pause is not a lock.
        assertThat(p99(together)).isLessThan(p99(alone).plus(AT_MOST));
        assertThat(count("select count(*) from delivery where external_id like 'ORDER-%' and retailer_id = ?"))
                .isEqualTo(ROUNDS);
        assertThat(
                        count(
                                "select count(distinct external_id) from delivery where external_id like 'ORDER-%' and retailer_id = ?"))
                .isEqualTo(ROUNDS);
    }

    private Timed atOnce(CyclicBarrier start, As as, String order) throws Exception {
        int _ = start.await();
        return timed(as, order);
    }

    private Timed timed(As as, String order) {
        long begun = System.nanoTime();
        Answer answer = as.post("/v1/deliveries", order(order));
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static Duration p99(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() * 99 / 100);
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private long count(String sql) {
        return jdbc.sql(sql).param("ret_" + key).query(Long.class).single();
    }

    /** For tomorrow: no courier is asked yet, which so many searches would do all the time. */
    private String order(String externalId) {
        String stop = """
                {"name":"Ada Obi","address":{"line1":"14 Redchurch Street","city":"London","postcode":"E2 7DJ","country":"GB"},
                 "location":{"lat":51.52%s,"lng":-0.0773},"phone":"+442079460018","readyAt":%s}""";
        return "{\"externalId\":\"%s\",\"pickup\":%s,\"dropoff\":%s,\"items\":[{\"name\":\"a\",\"quantity\":1}]}"
                .formatted(externalId, stop.formatted("45", "\"" + tomorrow + "\""), stop.formatted("92", null));
    }
}
