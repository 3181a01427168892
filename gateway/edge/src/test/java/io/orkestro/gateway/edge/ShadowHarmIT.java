package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.gateway.edge.SideBackend.Mood;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.testing.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Many requests: how often sides that say the same seem to differ, and what clients notice of a side that fails when asked. */
@Tag("long")
@SpringJUnitConfig(TestServers.class)
class ShadowHarmIT {

    private static final int ALL = 10_000;
    private static final int REQUESTS = Integer.getInteger("shadow.requests", 50_000);
    private static final int ROUNDS = Integer.getInteger("shadow.rounds", 7);
    private static final int SECONDS = Integer.getInteger("shadow.seconds", 8);
    private static final int CLIENTS = 4;
    private static final int PER_SECOND = 200;
    private static final String DELIVERY = "/v1/deliveries/dlv_acme_1";
    private static final String JSON =
            "{\"id\":\"dlv_acme_1\",\"status\":\"pending\",\"fee\":{\"amount\":599,\"currency\":\"GBP\"},\"note\":\""
                    + "x".repeat(700) + "\"}";

    @Autowired
    private JdbcConnectionDetails server;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TwoSides sides;

    @BeforeEach
    void twoSides() {
        sides = new TwoSides(server);
        sides.monolith.answer(JSON);
        sides.service.answer(JSON);
        sides.monolith.forget();
        sides.service.forget();
    }

    @AfterEach
    void stop() {
        http.close();
        sides.close();
    }

    @Test
    void sidesThatSayTheSameSeemNotToDiffer() throws Exception {
        sides.place(Capability.DISPATCH, Stage.SHADOW, ALL);
        AtomicInteger left = new AtomicInteger(REQUESTS);
        everyClient(() -> {
            while (left.getAndDecrement() > 0) {
                assertThat(ask()).isEqualTo(JSON);
            }
        });
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sides.sum("compared + dropped + unanswered + undecided"))
                        .isEqualTo(REQUESTS));

        long compared = sides.sum("compared");
        long different = sides.sum("different");
        System.out.printf(
                "%n%,d requests: %,d compared, %,d different, %,d dropped, %,d unanswered%n",
                REQUESTS, compared, different, sides.sum("dropped"), sides.sum("unanswered"));
        assertThat(compared).isGreaterThan(REQUESTS * 9L / 10);
        assertThat(different * 1000).as("0.1 %% of %d", compared).isLessThanOrEqualTo(compared);
        assertThat(sides.database.number("select sum(requests) from traffic where role = 'served'"))
                .isEqualTo(REQUESTS);
    }

    @Test
    void clientsDoNotNoticeASideThatFailsWhenItIsAsked() throws Exception {
        List<String> runs = List.of("control 1", "HUNG", "RESETTING", "GARBAGE", "FAILING", "WELL", "control 2");
        run("control 1");
        run("WELL");
        Map<String, List<Double>> p99 = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String run : round % 2 == 0 ? runs : runs.reversed()) {
                p99.computeIfAbsent(run, _ -> new ArrayList<>()).add(run(run));
            }
        }

        List<Double> first = Objects.requireNonNull(p99.get("control 1"));
        List<Double> second = Objects.requireNonNull(p99.get("control 2"));
        List<Double> controls = eachRound(first, second, (one, other) -> (one + other) / 2);
        double spread = median(eachRound(first, second, (one, other) -> 2 * Math.abs(one - other) / (one + other)));
        System.out.printf(
                "%n| the side that is asked | p99 ms, each of %d rounds | ÷ controls of its round, median |%n|---|---|---|%n",
                ROUNDS);
        Map<String, Double> ratios = new LinkedHashMap<>();
        p99.forEach((run, each) -> {
            ratios.put(run, median(eachRound(each, controls, (one, control) -> one / control)));
            System.out.printf(
                    "| %s | %s | %.2f |%n",
                    run, each.stream().map("%.2f"::formatted).collect(Collectors.joining(", ")), ratios.get(run));
        });
        System.out.printf("two controls of a round differ by %.2f, median%n", spread);
        assertThat(List.of("HUNG", "RESETTING", "GARBAGE", "FAILING"))
                .allSatisfy(run -> assertThat(ratios.get(run)).as(run).isLessThanOrEqualTo(1 + Math.max(0.05, spread)));
    }

    /** What a machine's moods do to all runs of a round, ratios within the round leave out. */
    private static List<Double> eachRound(List<Double> ones, List<Double> others, DoubleBinaryOperator with) {
        return IntStream.range(0, ones.size())
                .mapToObj(round -> with.applyAsDouble(ones.get(round), others.get(round)))
                .toList();
    }

    /** In milliseconds; the controls ask nobody else. */
    private double run(String name) throws Exception {
        boolean control = name.startsWith("control");
        sides.service.be(control ? Mood.WELL : Mood.valueOf(name));
        sides.place(Capability.DISPATCH, Stage.SHADOW, control ? 0 : ALL);
        List<long[]> each = new ArrayList<>();
        everyClient(() -> {
            long[] nanos = new long[PER_SECOND * SECONDS / CLIENTS];
            long begun = System.nanoTime();
            for (int i = 0; i < nanos.length; i++) {
                long due = begun + i * 1_000_000_000L * CLIENTS / PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                long sent = System.nanoTime();
                assertThat(ask()).isEqualTo(JSON);
                nanos[i] = System.nanoTime() - sent;
            }
            synchronized (each) {
                each.add(nanos);
            }
        });
        long[] all = each.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return all[all.length * 99 / 100] / 1e6;
    }

    private interface Work {
        void run() throws Exception;
    }

    private void everyClient(Work work) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                ends.add(clients.submit(() -> {
                    work.run();
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private String ask() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sides.edge.port() + DELIVERY))
                        .header("Authorization", "Bearer " + sides.key.text())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
