package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.gateway.edge.SideBackend.Mood;
import io.orkestro.gateway.edge.SideBackend.Reply;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.testing.TcpProxy;
import io.orkestro.platform.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** What became of requests is in the database a second later, each of them once; and a database that is away harms none. */
@SpringJUnitConfig(TestServers.class)
class TrafficIT {

    private static final String DELIVERY = "/v1/deliveries/dlv_acme_1";
    private static final String SUMS = """
            select capability, side, role, sum(requests)::int as requests, sum(refused)::int as refused,
                   sum(failed)::int as failed, sum(timed_out)::int as timed_out, sum(unreached)::int as unreached
              from traffic group by capability, side, role order by capability, side
            """;

    @Autowired
    private JdbcConnectionDetails server;

    /** Each test makes its own. */
    @SuppressWarnings("NullAway.Init")
    private TwoSides sides;

    @AfterEach
    void stop() {
        sides.close();
    }

    @Test
    void eachRequestOfABurstIsCountedOnceByWhatBecameOfIt() throws Exception {
        sides = new TwoSides(
                server,
                "--spring.cloud.gateway.server.webflux.httpclient.response-timeout=2s",
                "--orkestro.edge.retry-pause=10ms");
        sides.monolith.answer(received -> received.uri().contains("refused")
                ? new Reply(404, Map.of("Content-Type", "application/problem+json"), "{\"code\":\"not_found\"}")
                : received.uri().contains("failing")
                        ? new Reply(500, Map.of("Content-Type", "application/problem+json"), "{}")
                        : Reply.json("{}"));
        sides.service.be(Mood.RESETTING);
        sides.place(Capability.NOTIFICATION, Stage.LIVE, 0);

        List<Callable<?>> burst = new ArrayList<>();
        add(burst, 200, () -> sides.get(DELIVERY));
        add(burst, 50, () -> sides.get("/v1/deliveries/refused"));
        add(burst, 30, () -> sides.get("/v1/deliveries/failing"));
        add(burst, 20, () -> sides.send("POST", "/v1/opt-outs", "{}"));
        // Nobody's but one side's, or never asked of a side.
        add(burst, 10, () -> sides.get("/v1/account"));
        add(burst, 10, () -> sides.get("/v1/events"));
        add(burst, 10, () -> sides.get("/v1/nothing"));
        all(burst);

        await().untilAsserted(() -> assertThat(sides.database.rows(SUMS))
                .containsExactly(
                        sums("DISPATCH", "MONOLITH", 280, 50, 30, 0, 0),
                        sums("NOTIFICATION", "SERVICE", 20, 0, 20, 0, 0)));
        assertThat(sides.database.number(
                        "select count(*) from traffic where requests <> (select sum(each) from unnest(latency) each)"))
                .isZero();
    }

    @Test
    void whoIsSlowTimesOutAndWhoIsAwayIsUnreached() throws Exception {
        sides = new TwoSides(
                server,
                "--spring.cloud.gateway.server.webflux.httpclient.response-timeout=1s",
                "--orkestro.edge.retry-pause=10ms");
        sides.place(Capability.TRACKING, Stage.LIVE, 0);
        sides.service.be(Mood.HUNG);
        all(add(new ArrayList<>(), 15, () -> sides.get("/v1/deliveries/dlv_acme_1/tracking")));
        sides.monolith.close();
        all(add(new ArrayList<>(), 12, () -> sides.send("POST", "/v1/deliveries", "{}")));

        await().untilAsserted(() -> assertThat(sides.database.rows(SUMS))
                .containsExactly(
                        sums("DISPATCH", "MONOLITH", 12, 0, 0, 0, 12), sums("TRACKING", "SERVICE", 15, 0, 0, 15, 0)));
    }

    @Test
    void aClientThatHangsUpIsNobodysFailure() throws Exception {
        sides = new TwoSides(server);
        sides.monolith.be(Mood.HUNG);
        int hangUps = 10;
        for (int i = 1; i <= hangUps; i++) {
            try (Socket client = ask("GET " + DELIVERY + " HTTP/1.1")) {
                int arrived = i;
                await().until(() -> sides.monolith.received().stream()
                                .filter(each -> each.uri().equals(DELIVERY))
                                .count()
                        >= arrived);
                assertThat(client.isConnected()).isTrue();
            }
        }
        await().untilAsserted(() -> assertThat(sides.database.rows(SUMS))
                .containsExactly(sums("DISPATCH", "MONOLITH", hangUps, 0, 0, 0, 0)));
    }

    @Test
    void whatIsCountedWhileTheDatabaseIsAwayIsWrittenLater() throws Exception {
        throughAWire("1m", wire -> {
            wire.blackHole();
            int served = serveForSeconds(8);
            wire.heal();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(sides.database.number("select coalesce(sum(requests), 0) from traffic"))
                                    .isEqualTo(served));
            assertThat(lost()).isZero();
        });
    }

    @Test
    void whatWaitsForTooLongIsThrownAwayAndCounted() throws Exception {
        throughAWire("3s", wire -> {
            wire.blackHole();
            int served = serveForSeconds(9);
            wire.heal();
            // All that is not lost is written; and a row has the sums of one second.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(lost()).isPositive();
                assertThat(sides.database.number("select count(*) from traffic"))
                        .isPositive();
                assertThat(sides.edge
                                .meters()
                                .get("orkestro.report.waiting")
                                .gauge()
                                .value())
                        .isZero();
            });
            long written = sides.database.number("select sum(requests) from traffic");
            assertThat(written).isPositive().isLessThan(served);
        });
    }

    private interface Outage {
        void happens(TcpProxy wire) throws Exception;
    }

    /** An edge that reads its database directly, and writes to it over a wire. */
    private void throughAWire(String backlog, Outage outage) throws Exception {
        URI address = URI.create(server.getJdbcUrl().substring("jdbc:".length()));
        try (TcpProxy wire = TcpProxy.to(address.getHost(), address.getPort() < 0 ? 5432 : address.getPort())) {
            sides = TwoSides.writingThrough(
                    wire.port(),
                    server,
                    "--orkestro.edge.report.patience=1s",
                    "--orkestro.edge.report.backlog=" + backlog);
            outage.happens(wire);
        }
    }

    private int serveForSeconds(int seconds) throws IOException {
        int served = 0;
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            assertThat(sides.get(DELIVERY).status()).isEqualTo(200);
            served++;
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
        return served;
    }

    private double lost() {
        return sides.edge.meters().get("orkestro.report.lost").functionCounter().count();
    }

    private Socket ask(String line) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), sides.edge.port());
        client.getOutputStream()
                .write((line + "\r\nHost: api.example\r\n" + sides.key.header() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static List<Callable<?>> add(List<Callable<?>> burst, int times, Callable<?> request) {
        for (int i = 0; i < times; i++) {
            burst.add(request);
        }
        return burst;
    }

    private static void all(List<Callable<?>> burst) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            List<Future<?>> ends = new ArrayList<>();
            for (Callable<?> request : burst) {
                ends.add(clients.submit(request));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private static Map<String, Object> sums(
            String capability, String side, int requests, int refused, int failed, int timedOut, int unreached) {
        return Map.of(
                "capability",
                capability,
                "side",
                side,
                "role",
                "served",
                "requests",
                requests,
                "refused",
                refused,
                "failed",
                failed,
                "timed_out",
                timedOut,
                "unreached",
                unreached);
    }
}
