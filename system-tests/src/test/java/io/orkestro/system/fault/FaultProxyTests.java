package io.orkestro.system.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTests {

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private FaultProxy proxy;
    private HttpClient http;

    @BeforeEach
    void aServerBehindTheProxy() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                arrived.add(
                        exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + new String(body, UTF_8));
                byte[] answer = ("answer " + arrived.size()).getBytes(UTF_8);
                // A length for one path, chunks for the others.
                exchange.sendResponseHeaders(
                        200, exchange.getRequestURI().getPath().equals("/length") ? answer.length : 0);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        proxy = FaultProxy.open().to(server.getAddress().getPort());
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void nothingStays() {
        http.shutdownNow();
        proxy.close();
        server.stop(0);
    }

    @Test
    void asLongAsItIsSoundNobodyNotices() throws Exception {
        assertThat(post("/length", "one")).isEqualTo("answer 1");
        assertThat(post("/chunks", "two")).isEqualTo("answer 2");

        assertThat(arrived).containsExactly("POST /length one", "POST /chunks two");
        assertThat(proxy.calls()).containsExactly("POST /length", "POST /chunks");
    }

    @Test
    void aDroppedAnswerWasGivenAllTheSame() {
        proxy.plan(new Fault.DropAnswer());

        assertThatThrownBy(() -> post("/claims", "one")).isInstanceOf(IOException.class);
        assertThat(arrived).containsExactly("POST /claims one");
    }

    @Test
    void aDuplicateArrivesTwiceAndIsAnsweredOnce() throws Exception {
        proxy.plan(new Fault.Duplicate());

        assertThat(post("/claims", "one")).isEqualTo("answer 2");
        assertThat(arrived).containsExactly("POST /claims one", "POST /claims one");
    }

    @Test
    void whatIsCutOrSwallowedNeverArrives() {
        proxy.plan(call -> call.endsWith("/cut") ? new Fault.Reset() : new Fault.BlackHole());

        assertThatThrownBy(() -> post("/cut", "")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("/swallowed", "")).isInstanceOf(HttpTimeoutException.class);
        assertThat(arrived).isEmpty();
    }

    @Test
    void aDelayIsBeforeTheArrivalOrAfterIt() throws Exception {
        proxy.plan(new Fault.Delay(Duration.ofMillis(1_200)));
        assertThatThrownBy(() -> post("/late", "")).isInstanceOf(HttpTimeoutException.class);
        assertThat(arrived).isEmpty();
        await().atMost(Duration.ofSeconds(5)).until(() -> arrived.size() == 1);

        proxy.plan(new Fault.DelayAnswer(Duration.ofSeconds(60)));
        assertThatThrownBy(() -> post("/answered-late", "")).isInstanceOf(HttpTimeoutException.class);
        assertThat(arrived).hasSize(2);

        proxy.heal();
        assertThat(post("/length", "")).isEqualTo("answer 3");
    }

    private String post(String path, String body) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(proxy.url().resolve(path))
                                .timeout(Duration.ofSeconds(1))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
