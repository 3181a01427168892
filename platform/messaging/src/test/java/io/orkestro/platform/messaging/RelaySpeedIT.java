package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.testing.BrokerLeftovers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Figures for this machine: read them as ratios. Alternating runs, medians, one table. */
@Tag("long")
class RelaySpeedIT extends InTheShop {

    private static final String COUNTED = "thing.counted.v1";
    private static final int ROUNDS = 3;

    /** How rows are sent. */
    private record Way(String name, int workers, int batch, int rows) {}

    private static final List<Way> WAYS = List.of(
            new Way("row by row, 1 worker", 1, 1, 1_000),
            new Way("batches of 200, 1 worker", 1, 200, 20_000),
            new Way("batches of 200, 2 workers", 2, 200, 20_000));

    @Test
    void batchesAreManyTimesFasterThanRowByRow() throws Exception {
        relay.stop();
        Channel channel = channel();
        String queue = topology.exchange("speed");
        BrokerLeftovers.queue(queue);
        channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
        channel.queueBind(queue, topology.exchange(Shop.EXCHANGE), "event.*." + COUNTED);

        Map<Way, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Way way : WAYS) {
                double perSecond = run(way);
                // The first round warms up.
                if (round > 0) {
                    figures.computeIfAbsent(way, _ -> new ArrayList<>()).add(perSecond);
                }
                channel.queuePurge(queue);
            }
        }
        channel.queueDelete(queue);

        System.out.printf("%n%-28s %12s %12s %12s   events/s, %d rounds%n", "relay", "least", "median", "most", ROUNDS);
        figures.forEach((way, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            System.out.printf(
                    "%-28s %12.0f %12.0f %12.0f%n",
                    way.name(), sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast());
        });
        assertThat(median(figures, 1)).isGreaterThan(5 * median(figures, 0));
    }

    @Test
    void committedToDoneTakesMilliseconds() throws Exception {
        long period = TimeUnit.SECONDS.toNanos(1) / 200;
        long next = System.nanoTime();
        for (int number = 1; number <= 3_000; number++) {
            change("prompt_" + number, number);
            next += period;
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        await().until(() -> jdbc.sql("select count(*) from effect where subject like 'prompt%'")
                        .query(Long.class)
                        .single()
                == 3_000);
        Map<String, @Nullable Object> millis = jdbc.sql("""
                        select percentile_cont(0.5) within group (order by ms) as p50,
                               percentile_cont(0.99) within group (order by ms) as p99, max(ms) as most
                        from (select extract(epoch from e.at - t.at) * 1000 as ms
                              from effect e join thing t using (subject)
                              where t.subject like 'prompt%' and t.number > 1000) m
                        """).query().singleRow();
        System.out.printf("%nstate written to effect written, at 200 events/s, in ms: %s%n", millis);
    }

    private double run(Way way) {
        jdbc.sql("""
                        insert into outbox (partition, message_id, exchange, routing_key, type, subject, body)
                        select n % 8, gen_random_uuid(), ?, 'event.' || ?, ?, 'thg_' || n % 5000, repeat('x', 230)
                        from generate_series(1, ?) n
                        """).params(Shop.EXCHANGE, COUNTED, COUNTED, way.rows()).update();
        jdbc.sql("vacuum analyze outbox").update();
        MessagingProperties properties = Settings.with(way.workers(), way.batch());
        Relay measured = new Relay(properties, dataSource, this::publisher, Traces.off());
        long begun = System.nanoTime();
        measured.start();
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMinutes(1))
                .until(() -> new OutboxTable(dataSource).count(1) == 0);
        double seconds = (System.nanoTime() - begun) / 1e9;
        measured.stop();
        return way.rows() / seconds;
    }

    private static double median(Map<Way, List<Double>> figures, int way) {
        List<Double> sorted =
                figures.getOrDefault(WAYS.get(way), List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
