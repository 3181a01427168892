package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A backend that takes no more is the client's to wait for, and nobody else's. */
@EdgeTest
@TestPropertySource(
        properties = {
            "spring.cloud.gateway.server.webflux.httpclient.pool.max-connections=2",
            "spring.cloud.gateway.server.webflux.httpclient.pool.acquire-timeout=300"
        })
class TooBusyIT {

    @LocalServerPort
    private int port;

    @Autowired
    private GatewayDatabase database;

    @Test
    void whoFindsNoConnectionIsToldToComeBack() throws Exception {
        GatewayDatabase.Key key = database.retailer("ret_acme");
        await().until(() -> get("/v1/account", key).status() == 200);

        List<RawHttp.Answer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RawHttp.Answer>> waits = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                waits.add(clients.submit(() -> get("/v1/stores/slow", key)));
            }
            for (Future<RawHttp.Answer> wait : waits) {
                answers.add(wait.get());
            }
        }

        // The two that have the connections wait for an answer in vain; the rest wait 300 ms, or not at all behind too
        // many.
        assertThat(answers.stream().filter(answer -> answer.status() == 504)).hasSize(2);
        List<RawHttp.Answer> refused =
                answers.stream().filter(answer -> answer.status() != 504).toList();
        assertThat(refused).hasSize(10).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("\"overloaded\"");
            assertThat(answer.header("Retry-After")).contains("2");
            assertThat(answer.headers("X-Served-By")).containsExactly("gateway-edge");
        });
        assertThat(get("/v1/account", key).status())
                .as("once there is room again")
                .isEqualTo(200);
    }

    @Test
    void openPagesKeepNobodyFromAConnection() throws Exception {
        GatewayDatabase.Key key = database.retailer("ret_open");
        await().until(() -> get("/v1/account", key).status() == 200);
        List<Socket> pages = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                pages.add(openPage());
            }
            assertThat(get("/v1/account", key).status()).isEqualTo(200);
            // Served by the same backend.
            assertThat(get("/v1/deliveries/dlv_open_1/tracking", key).status()).isNotEqualTo(503);
        } finally {
            for (Socket page : pages) {
                page.close();
            }
        }
    }

    private Socket openPage() throws IOException {
        Socket page = new Socket(InetAddress.getLoopbackAddress(), port);
        page.setSoTimeout(5_000);
        page.getOutputStream()
                .write("GET /track/stream/events HTTP/1.1\r\nHost: api.example\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        page.getOutputStream().flush();
        assertThat(new String(page.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
        return page;
    }

    private RawHttp.Answer get(String target, GatewayDatabase.Key key) throws IOException {
        return RawHttp.exchange(port, "GET " + target + " HTTP/1.1", "Host: api.example", key.header());
    }
}
