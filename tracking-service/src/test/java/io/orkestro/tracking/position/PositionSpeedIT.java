package io.orkestro.tracking.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import io.orkestro.tracking.Api;
import io.orkestro.tracking.Fix;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.TrackingTest;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many positions of 2,000 drivers are taken in, each answered after its commit, beside PostgreSQL's own {@code COPY} of
 * such rows into the same table in the same run. Client and servers share the machine.
 */
@Tag("long")
@TrackingTest
class PositionSpeedIT {

    private static final int DRIVERS = 2_000;
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 64;
    private static final int MANY = 20;
    private static final int COPIED = 200_000;
    private static final Duration TURN = Duration.ofSeconds(8);

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private ReportPositions reports;

    private final String key = Happenings.newKey();
    private final Instant start = Instant.now().minus(Duration.ofHours(20));
    private final AtomicIntegerArray steps = new AtomicIntegerArray(DRIVERS);
    private final AtomicInteger turn = new AtomicInteger();
    private List<String> ids = List.of();

    private enum Way {
        ONE("HTTP, a fix a call, " + CONNECTIONS + " connections"),
        BATCH("HTTP, " + MANY + " fixes a call, " + CONNECTIONS + " connections"),
        USE_CASE("use case alone, 256 reports of a fix a transaction"),
        COPY("`COPY`, " + COPIED + " rows a statement");

        private final String label;

        Way(String label) {
            this.label = label;
        }
    }

    /** Milliseconds until the answer; 0 where nobody waited for one. */
    private record Turn(double positionsPerSecond, double p50, double p99) {

        static Turn of(List<Long> latencies, int fixesPerCall, long begun) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            List<Long> inOrder = latencies.stream().sorted().toList();
            return new Turn(
                    inOrder.size() * fixesPerCall / seconds,
                    inOrder.get(inOrder.size() / 2) / 1e6,
                    inOrder.get((int) (inOrder.size() * 0.99)) / 1e6);
        }
    }

    @Test
    void positionsAreTakenInAsFastAsTheyCome() throws Exception {
        twoThousandDriversAreOnTheirWay();
        overHttp(1, Duration.ofSeconds(5));
        Map<Way, List<Turn>> turns = new EnumMap<>(Way.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (Way way : Way.values()) {
                turns.computeIfAbsent(way, _ -> new ArrayList<>()).add(take(way));
            }
        }
        print(turns);
        // Each of them every five seconds, with room to spare.
        assertThat(median(turns, Way.ONE)).isGreaterThan(DRIVERS / 5.0 * 2);
    }

    private Turn take(Way way) throws Exception {
        return switch (way) {
            case ONE -> overHttp(1, TURN);
            case BATCH -> overHttp(MANY, TURN);
            case USE_CASE -> useCase();
            case COPY -> copy();
        };
    }

    private void twoThousandDriversAreOnTheirWay() {
        Life life = Happenings.aDeliveryOf(key);
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        await().until(() ->
                jdbc.sql("select count(*) from tracked_delivery where id = ? and facts ->> 'status' = 'picked_up'")
                                .param(life.id())
                                .query(Integer.class)
                                .single()
                        == 1);
        jdbc.sql("""
                        insert into tracked_delivery (id, sequence, retailer_id, tracking_code, facts, attempt)
                        select id || 'x' || n, sequence, retailer_id, tracking_code || 'x' || n,
                               facts || jsonb_build_object('id', id || 'x' || n), attempt
                        from tracked_delivery, generate_series(1, :drivers) n where id = :id
                        """).param("drivers", DRIVERS).param("id", life.id()).update();
        ids = IntStream.rangeClosed(1, DRIVERS)
                .mapToObj(n -> life.id() + "x" + n)
                .toList();
        jdbc.sql("analyze tracked_delivery").update();
    }

    private Turn overHttp(int fixesPerCall, Duration duration) throws Exception {
        String token = new TokenSigner("tracking-service", TokenSecret.ofBase64(ApiClient.SECRET), Clock.systemUTC())
                .sign(new DecisionToken(
                        "speed",
                        Role.COURIER,
                        "crr_pedal",
                        new RoutingKey(key),
                        Api.DECISION,
                        Instant.EPOCH,
                        1,
                        Instant.now()));
        long begun = System.nanoTime();
        long end = begun + duration.toNanos();
        List<Long> latencies = new ArrayList<>();
        try (ExecutorService drivers = Executors.newFixedThreadPool(CONNECTIONS);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<Future<List<Long>>> lanes = IntStream.range(0, CONNECTIONS)
                    .mapToObj(lane -> drivers.submit(() -> drive(client, token, lane, fixesPerCall, end)))
                    .toList();
            for (Future<List<Long>> lane : lanes) {
                latencies.addAll(lane.get());
            }
        }
        return Turn.of(latencies, fixesPerCall, begun);
    }

    /** Each lane has drivers of its own, and sends for each in turn. */
    private List<Long> drive(HttpClient client, String token, int lane, int fixesPerCall, long end) throws Exception {
        List<Long> latencies = new ArrayList<>();
        for (int driver = lane;
                System.nanoTime() < end;
                driver = driver + CONNECTIONS < DRIVERS ? driver + CONNECTIONS : lane) {
            int of = driver;
            String body = IntStream.range(0, fixesPerCall)
                    .mapToObj(_ -> json(next(of)))
                    .collect(Collectors.joining(",", "{\"positions\":[", "]}"));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/v1/deliveries/%s/positions".formatted(port, ids.get(of))))
                    .header(DecisionToken.HEADER, token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            long sent = System.nanoTime();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            latencies.add(System.nanoTime() - sent);
            assertThat(answer.body()).startsWith("{\"accepted\":%d,\"ignored\":0".formatted(fixesPerCall));
        }
        return latencies;
    }

    private Turn useCase() {
        long begun = System.nanoTime();
        long end = begun + TURN.toNanos();
        long count = 0;
        for (int from = 0; System.nanoTime() < end; from = (from + 256) % DRIVERS) {
            int first = from;
            List<Report> batch = IntStream.range(0, 256)
                    .map(i -> (first + i) % DRIVERS)
                    .mapToObj(driver ->
                            new Report(ids.get(driver), "crr_pedal", null, List.of(next(driver)), Api.DECISION))
                    .toList();
            assertThat(reports.record(batch))
                    .allMatch(outcome -> outcome.orElseThrow().accepted() == 1);
            count += batch.size();
        }
        return new Turn(count * 1e9 / (System.nanoTime() - begun), 0, 0);
    }

    private Turn copy() throws Exception {
        StringBuilder rows = new StringBuilder();
        int attempt = 1_000 + turn.incrementAndGet();
        Instant received = Instant.now();
        for (int i = 0; i < COPIED; i++) {
            Fix fix = fixAt(i / DRIVERS);
            rows.append("%s\t%d\t%s\t%s\tcrr_pedal\t%s\t%s\t\\N\t\\N\t\\N\n"
                    .formatted(ids.get(i % DRIVERS), attempt, fix.recordedAt(), received, fix.lat(), fix.lng()));
        }
        String text = rows.toString();
        long begun = System.nanoTime();
        try (Connection connection = dataSource.getConnection()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy position (delivery_id, attempt, recorded_at, received_at, courier_id, lat, lng,"
                                    + " accuracy, speed_kmh, heading) from stdin",
                            new StringReader(text));
        }
        return new Turn(COPIED * 1e9 / (System.nanoTime() - begun), 0, 0);
    }

    private Fix next(int driver) {
        return fixAt(steps.getAndIncrement(driver));
    }

    /** A bike's way, a fix in two seconds. */
    private Fix fixAt(int step) {
        return new Fix(51.5246 + step * 0.00005, -0.0986, start.plusSeconds(2L * step), null, null, null);
    }

    private static String json(Fix fix) {
        return "{\"lat\":%s,\"lng\":%s,\"recordedAt\":\"%s\"}".formatted(fix.lat(), fix.lng(), fix.recordedAt());
    }

    private static double median(Map<Way, List<Turn>> turns, Way way) {
        return turns.getOrDefault(way, List.of()).stream()
                .mapToDouble(Turn::positionsPerSecond)
                .sorted()
                .skip(ROUNDS / 2)
                .findFirst()
                .orElse(0);
    }

    private static void print(Map<Way, List<Turn>> turns) {
        StringBuilder table = new StringBuilder(
                "\n| positions/s | least | median | most | ÷ COPY | p50 ms | p99 ms |\n|---|---|---|---|---|---|---|\n");
        double copy = median(turns, Way.COPY);
        turns.forEach((way, each) -> {
            double[] rates =
                    each.stream().mapToDouble(Turn::positionsPerSecond).sorted().toArray();
            Turn one = each.getLast();
            table.append(String.format(
                    Locale.UK,
                    "| %s | %,.0f | %,.0f | %,.0f | %.3f | %.1f | %.1f |%n",
                    way.label,
                    rates[0],
                    rates[rates.length / 2],
                    rates[rates.length - 1],
                    rates[rates.length / 2] / copy,
                    one.p50(),
                    one.p99()));
        });
        System.out.println(table);
    }
}
