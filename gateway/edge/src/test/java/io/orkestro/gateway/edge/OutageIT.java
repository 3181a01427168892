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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's database dies, by a signal: routing goes on with what is known, and nobody guesses. */
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
    void routingGoesOn() throws IOException {
        routingGoesOnFor(Duration.ofSeconds(6));
    }

    @Test
    @Tag("long")
    void routingGoesOnForFiveMinutes() throws IOException {
        routingGoesOnFor(Duration.ofMinutes(5));
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

    private void routingGoesOnFor(Duration outage) throws IOException {
        try (RunningEdge edge = new RunningEdge(database, backend.address(), snapshots)) {
            await().until(() -> servedBy(edge).equals("dispatch-service"));

            postgres.kill();
            AtomicInteger served = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(outage.plusSeconds(30))
                    .during(outage)
                    .until(() -> {
                        served.incrementAndGet();
                        return servedBy(edge).equals("dispatch-service");
                    });
            assertThat(served).hasValueGreaterThan((int) outage.toSeconds() * 5);
            assertThat(RawHttp.readiness(edge.port()).status()).isEqualTo(200);
            assertThat(RawHttp.readiness(edge.port()).body()).contains("\"frozen\":true");

            postgres.start();
            database.place(Capability.DISPATCH, Stage.OFF);
            await().atMost(Duration.ofSeconds(3)).until(() -> servedBy(edge).equals("monolith"));
            assertThat(RawHttp.readiness(edge.port()).body()).doesNotContain("\"frozen\":true");
        }
    }

    private String servedBy(RunningEdge edge) throws IOException {
        return ask(edge).header("X-Served-By").orElse("");
    }

    private RawHttp.Answer ask(RunningEdge edge) throws IOException {
        return RawHttp.exchange(
                edge.port(), "GET /v1/deliveries/dlv_acme_1 HTTP/1.1", "Host: api.example", key.header());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
