package io.orkestro.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.test.context.TestPropertySource;

/** What the edge answers itself, and how it behaves when what is behind it does not. */
@EdgeTest
@Import(AnswersIT.AbsentDispatch.class)
@TestPropertySource(properties = {"orkestro.edge.stream-life=2s", "orkestro.edge.retry-pause=300ms"})
class AnswersIT {

    /** Dispatch is live and its service is not there. */
    @TestConfiguration(proxyBeanMethods = false)
    static class AbsentDispatch {

        private static final int PORT = freePort();

        @Bean
        DynamicPropertyRegistrar nobodyAtDispatch(TestBackend backend) {
            return registry -> registry.add("orkestro.edge.backends.dispatch", () -> "http://127.0.0.1:" + PORT);
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private GatewayDatabase database;

    @Autowired
    private TestBackend backend;

    private GatewayDatabase.Key key = new GatewayDatabase.Key("", "");

    @BeforeEach
    void aRetailerWithAKeyAndDispatchLive() {
        key = database.retailer("ret_acme");
        await().until(() -> get("/v1/account", key.header()).status() == 200);
        RawHttp.awaitTable(port, database.place(Capability.DISPATCH, Stage.LIVE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: 1",
                "Authorization: Bearer",
                "Authorization: Bearer ork_retailer_000000000000_abc",
                "Authorization: Basic YTpi",
                "Authorization: Bearer ___",
                "Authorization: ork_retailer_000000000000_abc"
            })
    void withoutALiveKeyNothingIsServed(String header) throws IOException {
        RawHttp.Answer answer = get("/v1/account", header);

        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"orkestro\"");
    }

    @Test
    void aKeyWithAWrongSecretIsRefused() throws IOException {
        String wrong = key.header().substring(0, key.header().length() - 1) + "!";

        assertProblem(get("/v1/account", wrong), 401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/v1", "/v2/deliveries", "/v1/quotes/", "/v1/openapi", "/internal/claims", "/actuator/env"})
    void anUnknownPathIsNotFound(String path) throws IOException {
        assertProblem(get(path, key.header()), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/track/../v1/account",
                "/track/%2e%2e/v1/account",
                "/track/..;x=1/v1/account",
                "/track/..%2fv1/account",
                "/togglz-console/./keys",
                "/track/%5c..%5cv1"
            })
    void aPathThatCouldMeanAnotherIsRefused(String path) throws IOException {
        assertProblem(get(path), 400, "malformed_path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /v1/account?q=\"x\" HTTP/1.1", "GET /v1/acc|ount HTTP/1.1", "GARBAGE", "GET / HTTP/9.9.9"})
    void whatIsNoHttpIsExplained(String requestLine) throws IOException {
        RawHttp.Answer answer = RawHttp.exchange(port, requestLine, "Host: api.example");

        assertProblem(answer, 400, "malformed_request");
    }

    @Test
    void headersWithoutEndAreRefused() throws IOException {
        RawHttp.Answer answer = get("/v1/account", "X-Long: " + "x".repeat(20_000));

        assertThat(answer.status()).isIn(413, 431);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void everyAnswerCarriesTheRequestIdOnce() throws IOException {
        RawHttp.Answer proxied = get("/v1/stores/cookies", key.header(), "X-Request-Id: mine-1");
        assertThat(proxied.headers("X-Request-Id")).containsExactly("mine-1");
        assertThat(backend.last().headers().getAll("X-Request-Id")).containsExactly("mine-1");

        RawHttp.Answer refused = get("/v1/account", "X-Request-Id: mine-2");
        assertThat(refused.headers("X-Request-Id")).containsExactly("mine-2");
        assertThat(JsonPath.<String>read(refused.body(), "$.requestId")).isEqualTo("mine-2");

        assertThat(get("/v1/account", key.header(), "X-Request-Id: not harmless")
                        .headers("X-Request-Id"))
                .singleElement()
                .isNotEqualTo("not harmless");
    }

    @Test
    void aBodyOverTheLimitIsRefusedByItsLengthWithoutABackend() throws IOException {
        byte[] elevenMegabytes = new byte[11 * 1024 * 1024];
        int before = backend.received().size();

        // A client that reads nothing before it has sent everything: each time, and never a reset.
        for (int time = 0; time < 20; time++) {
            RawHttp.Answer answer = RawHttp.exchangeWhole(
                    port,
                    elevenMegabytes,
                    "POST /v1/stores HTTP/1.1",
                    "Host: api.example",
                    key.header(),
                    "Content-Length: " + elevenMegabytes.length);

            assertProblem(answer, 413, "body_too_large");
        }
        assertThat(backend.received()).hasSize(before);
    }

    @Test
    void whoAsksBeforeSendingTooMuchIsRefusedAtOnce() throws IOException {
        RawHttp.Answer answer = RawHttp.exchange(
                port,
                "POST /v1/stores HTTP/1.1",
                "Host: api.example",
                key.header(),
                "Expect: 100-continue",
                "Content-Length: " + 11 * 1024 * 1024);

        assertProblem(answer, 413, "body_too_large");
        assertThat(answer.header("Connection")).contains("close");
    }

    @Test
    void whatIsFarTooLargeIsRefusedUnreadAndEndsTheConnection() throws IOException {
        RawHttp.Answer answer = RawHttp.exchangeKeepingAlive(
                port,
                "POST /v1/stores HTTP/1.1",
                "Host: api.example",
                key.header(),
                "Content-Length: " + 500 * 1024 * 1024);

        assertProblem(answer, 413, "body_too_large");
        assertThat(answer.header("Connection")).contains("close");
    }

    @Test
    void aBodyOverTheLimitIsRefusedByCounting() throws IOException {
        byte[] elevenMegabytes = new byte[11 * 1024 * 1024];
        byte[] chunked = concat(
                (Integer.toHexString(elevenMegabytes.length) + "\r\n").getBytes(UTF_8),
                elevenMegabytes,
                "\r\n0\r\n\r\n".getBytes(UTF_8));

        RawHttp.Answer answer = RawHttp.exchange(
                port,
                chunked,
                "POST /v1/stores HTTP/1.1",
                "Host: api.example",
                key.header(),
                "Transfer-Encoding: chunked");

        assertProblem(answer, 413, "body_too_large");
    }

    @Test
    void aBodyBelowTheLimitPasses() throws IOException {
        byte[] nineMegabytes = new byte[9 * 1024 * 1024];
        Arrays.fill(nineMegabytes, (byte) 'x');

        RawHttp.Answer answer = RawHttp.exchange(
                port,
                nineMegabytes,
                "POST /v1/stores HTTP/1.1",
                "Host: api.example",
                key.header(),
                "Content-Length: " + nineMegabytes.length);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(backend.last().body()).hasSize(nineMegabytes.length);
    }

    @Test
    void aKeyOverItsLimitWaits() throws IOException {
        GatewayDatabase.Key slow = database.issue("retailer", "ret_slow", 1);
        await().until(() -> get("/v1/account", slow.header()).status() != 401);

        await().until(() -> get("/v1/account", slow.header()).status() == 429);
        RawHttp.Answer answer = get("/v1/account", slow.header());

        assertProblem(answer, 429, "rate_limited");
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(get("/v1/account", key.header()).status())
                .as("another key's requests")
                .isEqualTo(200);
    }

    @Test
    void aBackendThatIsNotThereIsUnavailableForNow() throws IOException {
        RawHttp.Answer answer = get("/v1/deliveries/dlv_acme_1", key.header());

        assertProblem(answer, 503, "temporarily_unavailable");
        assertThat(answer.header("Retry-After")).contains("2");
        assertThat(answer.body()).contains("was not sent");
    }

    @Test
    void aBackendThatAcceptsNobodyIsUnavailableForNow() throws IOException {
        // A full backlog: the kernel drops what would connect, as a host that is gone does.
        try (ServerSocket full = new ServerSocket(AbsentDispatch.PORT, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(InetAddress.getLoopbackAddress(), AbsentDispatch.PORT);
                Socket second = new Socket(InetAddress.getLoopbackAddress(), AbsentDispatch.PORT)) {
            assertThat(full.isBound() && first.isConnected() && second.isConnected())
                    .isTrue();

            assertProblem(get("/v1/deliveries/dlv_acme_1", key.header()), 503, "temporarily_unavailable");
        }
    }

    @Test
    void aPostThatFoundNoConnectionIsRepeated() throws Exception {
        CompletableFuture<RawHttp.Answer> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return post("/v1/deliveries");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        // Comes up between the first attempt and the last.
        Thread.sleep(150);
        try (TestBackend dispatch = TestBackend.startAt(AbsentDispatch.PORT)) {
            assertThat(answer.get().status()).isEqualTo(200);
            assertThat(answer.get().header("X-Served-By")).contains("dispatch-service");
            assertThat(dispatch.received())
                    .singleElement()
                    .satisfies(request -> assertThat(request.body()).isEqualTo("{\"a\":1}"));
        }
    }

    @Test
    void aReadThatBrokeOffIsRepeatedOnceAndAWriteNever() throws IOException {
        int before = backend.received().size();
        assertProblem(get("/v1/stores/reset", key.header()), 502, "bad_gateway");
        assertThat(backend.received()).hasSize(before + 2);

        assertProblem(post("/v1/stores/reset"), 502, "bad_gateway");
        assertThat(backend.received()).hasSize(before + 3);
    }

    @Test
    void aBackendThatIsSlowIsATimeout() throws IOException {
        int before = backend.received().size();

        assertProblem(get("/v1/stores/slow", key.header()), 504, "gateway_timeout");

        assertThat(backend.received()).as("not repeated").hasSize(before + 1);
    }

    @Test
    void anAnswerThatBreaksOffAfterItsHeadLeavesNothingOfItBehind() throws IOException {
        RawHttp.Answer answer = get("/v1/stores/head-only", key.header());

        assertProblem(answer, 502, "bad_gateway");
        assertThat(answer.header("ETag")).isEmpty();
        assertThat(answer.header("Content-Encoding")).isEmpty();
    }

    @Test
    void aStreamArrivesPieceByPieceAndEndsCleanly() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/track/stream"))
                .header("Accept", "text/event-stream")
                .build();
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream stream = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(stream.read()).isPositive();
            long first = System.nanoTime();

            // The end of its life is an end, not an error.
            assertThat(new String(stream.readAllBytes(), UTF_8)).contains("id: 3");
            assertThat(Duration.ofNanos(System.nanoTime() - first))
                    .as("from the first piece to the end; kept back, all come together")
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(8));
        }
    }

    @Test
    void headNeverCarriesAProblemsBody() throws IOException {
        RawHttp.Answer answer = RawHttp.exchange(port, "HEAD /v1/account HTTP/1.1", "Host: api.example");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theApiDescribesItselfToEveryone() throws IOException {
        RawHttp.Answer answer = get("/v1/openapi.yaml");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("application/yaml");
        assertThat(answer.headers("X-Served-By")).containsExactly("gateway-edge");
        assertThat(answer.body()).startsWith("openapi:");
    }

    @Test
    void healthIsOpenAndNothingElseIsExposed() throws IOException {
        assertThat(get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
        assertProblem(get("/actuator/gateway/routes"), 404, "not_found");
        assertProblem(get("/actuator/prometheus"), 404, "not_found");
        assertProblem(get("/%61ctuator/prometheus"), 404, "not_found");
        assertProblem(get("/actuator/prometheus", key.header()), 404, "not_found");
    }

    @Test
    void whoeverScrapesSeesSnapshotsStagesTrafficAndRoutes() throws IOException {
        get("/v1/account", key.header());

        String figures = get("/actuator/prometheus", "Authorization: Bearer " + EdgeServers.METRICS_TOKEN)
                .body();

        assertThat(figures)
                .contains("orkestro_snapshot_frozen{snapshot=\"routing_table\"} 0.0")
                .contains("orkestro_snapshot_age_seconds{snapshot=\"api_keys\"}")
                .contains("orkestro_routing_stage{capability=\"dispatch\"} 3.0")
                .contains("orkestro_traffic_requests_total{")
                .contains("orkestro_traffic_latency_seconds_bucket{")
                .contains("uri=\"/v1/account\"")
                .contains("jvm_memory_used_bytes{");
    }

    private void assertProblem(RawHttp.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
        assertThat(JsonPath.<Integer>read(answer.body(), "$.status")).isEqualTo(status);
        assertThat(answer.headers("X-Request-Id")).containsExactly(JsonPath.<String>read(answer.body(), "$.requestId"));
        assertThat(answer.headers("X-Served-By")).containsExactly("gateway-edge");
        assertThat(answer.body()).doesNotContain("Exception", "io.orkestro", "springframework");
    }

    private RawHttp.Answer get(String target, String... headers) throws IOException {
        String[] head = new String[2 + headers.length];
        head[0] = "GET " + target + " HTTP/1.1";
        head[1] = "Host: api.example";
        System.arraycopy(headers, 0, head, 2, headers.length);
        return RawHttp.exchange(port, head);
    }

    private RawHttp.Answer post(String target) throws IOException {
        byte[] body = "{\"a\":1}".getBytes(UTF_8);
        return RawHttp.exchange(
                port,
                body,
                "POST " + target + " HTTP/1.1",
                "Host: api.example",
                key.header(),
                "Content-Type: application/json",
                "Content-Length: " + body.length);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
