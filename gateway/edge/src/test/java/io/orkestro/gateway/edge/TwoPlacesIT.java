package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.gateway.edge.SideBackend.Reply;
import io.orkestro.platform.testing.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A backend at one place is replaced by one at the other: who is not ready, or not there any more, gets no request. */
@SpringJUnitConfig(TestServers.class)
class TwoPlacesIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Autowired
    private JdbcConnectionDetails server;

    private final Build old = new Build("old");
    private final Build fresh = new Build("fresh");
    private GatewayDatabase database;
    private GatewayDatabase.Key key;
    private RunningEdge edge;

    /** A backend that says whether it is ready, and who it is. */
    private static final class Build implements AutoCloseable {

        private final SideBackend backend = new SideBackend();
        private final AtomicBoolean ready = new AtomicBoolean();

        Build(String name) {
            backend.answer(request -> request.uri().startsWith("/actuator/health/readiness")
                    ? new Reply(ready.get() ? 200 : 503, Map.of(), "")
                    : Reply.json("{\"build\":\"%s\"}".formatted(name)));
        }

        void ready(boolean now) {
            ready.set(now);
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    @BeforeEach
    void theOldOneServes() {
        old.ready(true);
        database = GatewayDatabase.at(server);
        key = database.issue("retailer", "ret_acme", 1_000_000);
        edge = new RunningEdge(
                database,
                old.backend.address(),
                null,
                "--orkestro.edge.backends.monolith=%s,%s".formatted(old.backend.address(), fresh.backend.address()));
        RawHttp.awaitTable(edge.port(), database.table());
        await().until(() -> order().status() == 200);
    }

    @AfterEach
    void stop() {
        edge.close();
        database.close();
        old.close();
        fresh.close();
    }

    @Test
    void theNewOneTakesOverOnceItIsReadyAndTheOldOneOnceItIsNot() throws IOException {
        assertThat(order().body()).contains("old");

        fresh.ready(true);
        awaitServedBy("fresh");

        fresh.ready(false);
        awaitServedBy("old");
    }

    @Test
    void noRequestFailsWhenTheOldOneHasGone() throws IOException {
        fresh.ready(true);
        awaitServedBy("fresh");
        old.close();
        for (int i = 0; i < 20; i++) {
            assertThat(order().status()).isEqualTo(200);
        }
    }

    @Test
    void whatWasNeverSentGoesToTheOtherPlaceAtOnceWhateverIsKnownOfIt() throws IOException {
        old.close();

        assertThat(order().body()).contains("fresh");
    }

    private void awaitServedBy(String build) {
        await().atMost(SOON).untilAsserted(() -> assertThat(order().body()).contains(build));
    }

    /** By POST, which is never repeated once it was sent. */
    private RawHttp.Answer order() throws IOException {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        return RawHttp.exchange(
                edge.port(),
                body,
                "POST /v1/deliveries HTTP/1.1",
                "Host: api.example",
                "Content-Type: application/json",
                "Content-Length: " + body.length,
                key.header());
    }
}
