package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.stack.Home;
import io.orkestro.platform.stack.postgres.OwnPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The gateway's database dies, by a signal: routing goes on with what is known, and nobody guesses. */
@ExtendWith(OutputCaptureExtension.class)
class OutageIT {

    @TempDir
    private Path folder;

    @TempDir
    private Path snapshots;

    private OwnPostgres postgres;
    private TestBackend backend;
    private GatewayDatabase database;
    private GatewayDatabase.Key key;

    @BeforeEach
    void dispatchIsLive() throws IOException {
        Home home = new Home(folder);
        postgres = new OwnPostgres(home.data("postgres"), freePort(), "secret", home.process("postgres"));
        postgres.start();
        backend = TestBackend.start();
        database = new GatewayDatabase(
                postgres.address().jdbcUrl(),
                postgres.address().user(),
                postgres.address().password());
        database.place(Capability.DISPATCH, Stage.LIVE);
        key = database.retailer("ret_acme");
    }

    @AfterEach
    void stop() {
        backend.close();
        postgres.stop();
    }

    @Test
    void nobodyNoticesThatTheDatabaseWasKilled(CapturedOutput log) throws IOException {
        nobodyNotices(OwnPostgres::kill, Duration.ofSeconds(6), log);
    }

    @Test
    @Tag("long")
    void nobodyNoticesThatTheDatabaseWasStoppedForFiveMinutes(CapturedOutput log) throws IOException {
        nobodyNotices(OwnPostgres::stop, Duration.ofMinutes(5), log);
    }

    @Test
    void anEdgeThatStartsMeanwhileServesFromItsDisk() throws IOException {
        try (RunningEdge edge = new RunningEdge(database, backend.address(), snapshots)) {
            await().until(() -> servedBy(edge).equals("dispatch-service"));
        }
        postgres.kill();

        try (RunningEdge again = new RunningEdge(database, backend.address(), snapshots)) {
            // From its first request: nothing is waited for.
            assertThat(servedBy(again)).isEqualTo("dispatch-service");
            assertThat(RawHttp.readiness(again.port()).status()).isEqualTo(200);
            assertThat(RawHttp.readiness(again.port()).body()).contains("\"verifiedAt\":\"not since the start\"");
            assertThat(again.gauge("orkestro.snapshot.age", "routing_table")).isNaN();
        }
    }

    @Test
    void anEdgeThatNeverKnewATableIsNotReadyAndRefuses() throws IOException {
        postgres.kill();

        try (RunningEdge edge = new RunningEdge(database, backend.address(), null)) {
            await().untilAsserted(() ->
                    assertThat(RawHttp.readiness(edge.port()).body()).contains("\"frozen\":true", "none yet"));
            assertThat(RawHttp.readiness(edge.port()).status()).isEqualTo(503);
            RawHttp.Answer answer = ask(edge);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("\"not_ready\"");
            assertThat(answer.header("Retry-After")).contains("2");
            assertThat(answer.headers("X-Served-By")).containsExactly("gateway-edge");

            postgres.start();
            await().atMost(Duration.ofSeconds(10)).until(() -> servedBy(edge).equals("dispatch-service"));
            assertThat(RawHttp.readiness(edge.port()).status()).isEqualTo(200);
        }
    }

    /**
     * An edge that runs all through it, one that is started again in the middle, and one that has nothing to start from; then
     * the database is back, and all three hear of edits.
     */
    private void nobodyNotices(Consumer<OwnPostgres> end, Duration outage, CapturedOutput log) throws IOException {
        try (RunningEdge before = new RunningEdge(database, backend.address(), snapshots)) {
            await().until(() -> servedBy(before).equals("dispatch-service"));
        }
        try (RunningEdge edge = new RunningEdge(database, backend.address(), null);
                Traffic traffic = new Traffic(edge)) {
            await().until(() -> servedBy(edge).equals("dispatch-service"));
            traffic.start();

            end.accept(postgres);
            Instant begun = Instant.now();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> edge.isFrozen("routing_table") && edge.isFrozen("api_keys"));
            try (RunningEdge again = new RunningEdge(database, backend.address(), snapshots);
                    RunningEdge without = new RunningEdge(database, backend.address(), null)) {
                assertThat(servedBy(again)).isEqualTo("dispatch-service");
                await().pollInterval(Duration.ofSeconds(1))
                        .atMost(outage.plusSeconds(60))
                        .until(() -> Instant.now().isAfter(begun.plus(outage)));

                assertThat(traffic.served()).isGreaterThan((int) outage.toSeconds() * 5);
                assertThat(traffic.servers()).containsExactly("dispatch-service");
                assertThat(servedBy(again)).isEqualTo("dispatch-service");
                assertThat(RawHttp.readiness(edge.port()).status()).isEqualTo(200);
                assertThat(RawHttp.readiness(again.port()).status()).isEqualTo(200);
                assertThat(RawHttp.readiness(without.port()).status()).isEqualTo(503);
                assertThat(ask(without).status()).isEqualTo(503);
                assertTheAlarmIsSeen(edge, outage, log);

                postgres.start();
                database.place(Capability.DISPATCH, Stage.OFF);
                GatewayDatabase.Key late = database.retailer("ret_late");
                for (RunningEdge each : List.of(edge, again, without)) {
                    await().atMost(Duration.ofSeconds(3))
                            .until(() -> servedBy(each, late).equals("monolith"));
                    assertThat(RawHttp.readiness(each.port()).status()).isEqualTo(200);
                    await().atMost(Duration.ofSeconds(3))
                            .until(() -> !each.isFrozen("routing_table") && !each.isFrozen("api_keys"));
                }
                assertThat(log).contains("routing_table follows the database again");
            }
            assertThat(traffic.misserved()).isEmpty();
        }
    }

    /** In the health, as a metric, and in the log, once a minute and not each second. */
    private static void assertTheAlarmIsSeen(RunningEdge edge, Duration outage, CapturedOutput log) throws IOException {
        assertThat(RawHttp.readiness(edge.port()).body()).contains("\"frozen\":true");
        assertThat(edge.gauge("orkestro.snapshot.age", "routing_table"))
                .isGreaterThan(outage.toSeconds() - 2.0)
                .isLessThan(outage.toSeconds() + 60.0);
        assertThat(log.getOut().lines().filter(line -> line.contains("routing_table cannot be read from the database")))
                .as("alarms of three edges")
                .hasSizeBetween(3, 3 * (int) (outage.toMinutes() + 2));
    }

    /** Requests, 20 ms between an answer and the next one: who served them, and what else became of them. */
    private final class Traffic implements AutoCloseable {

        private final RunningEdge edge;
        private final List<String> misserved = new CopyOnWriteArrayList<>();
        private final Set<String> servers = ConcurrentHashMap.newKeySet();
        private final AtomicInteger served = new AtomicInteger();
        private final ScheduledExecutorService client = Executors.newSingleThreadScheduledExecutor();

        Traffic(RunningEdge edge) {
            this.edge = edge;
        }

        void start() {
            client.scheduleWithFixedDelay(this::send, 0, 20, TimeUnit.MILLISECONDS);
        }

        private void send() {
            try {
                RawHttp.Answer answer = ask(edge);
                if (answer.status() == 200) {
                    served.incrementAndGet();
                    servers.add(answer.header("X-Served-By").orElse("nobody"));
                } else {
                    misserved.add(answer.status() + " " + answer.body());
                }
            } catch (IOException | RuntimeException e) {
                misserved.add(e.toString());
            }
        }

        int served() {
            return served.get();
        }

        Set<String> servers() {
            return servers;
        }

        List<String> misserved() {
            return misserved;
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    private String servedBy(RunningEdge edge) throws IOException {
        return servedBy(edge, key);
    }

    private String servedBy(RunningEdge edge, GatewayDatabase.Key asking) throws IOException {
        return ask(edge, asking).header("X-Served-By").orElse("");
    }

    private RawHttp.Answer ask(RunningEdge edge) throws IOException {
        return ask(edge, key);
    }

    private RawHttp.Answer ask(RunningEdge edge, GatewayDatabase.Key asking) throws IOException {
        return RawHttp.exchange(
                edge.port(), "GET /v1/deliveries/dlv_acme_1 HTTP/1.1", "Host: api.example", asking.header());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
