package io.orkestro.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.testing.TestServers;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small application behind the edge: whom it believes, how it refuses, and what it answers the second time. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=shop",
            "orkestro.token.audience=shop",
            "orkestro.token.secret=" + BackendIT.SECRET,
            "orkestro.secret-key=" + BackendIT.SECRET,
            "spring.flyway.locations=classpath:db/platform"
        })
@Import(TestServers.class)
class BackendIT {

    static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void emptyShelf() {
        jdbc.sql("create table if not exists shelf (name text not null)").update();
        jdbc.sql("delete from shelf").update();
    }

    @Test
    void onlyTheEdgesWordIsBelieved() throws Exception {
        HttpResponse<String> answer = send("GET", "/things", null, Map.of());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(problem(answer).at("/code").asString()).isEqualTo("unauthenticated");
        assertThat(send("GET", "/things", null, signedFor("another-shop")).statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/things", null, signedFor("shop")).body()).isEqualTo("{\"caller\":\"ret_demo\"}");
    }

    @Test
    void aRequestKeepsItsId() throws Exception {
        HttpResponse<String> answer =
                send("GET", "/nowhere", null, with(signedFor("shop"), "X-Request-Id", "from-the-client"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("from-the-client");
        assertThat(problem(answer).at("/requestId").asString()).isEqualTo("from-the-client");
    }

    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"tea\",\"price\":\"5\"}           | 400 | malformed_body  | price",
                "{\"name\":\"tea\",\"price\":5.5}             | 400 | malformed_body  | price",
                "{\"name\":5,\"price\":5}                     | 400 | malformed_body  | name",
                "{\"name\":\"a\\u0000\",\"price\":5}          | 400 | malformed_body  | name",
                "{\"name\":\"\\ud800\",\"price\":5}           | 400 | malformed_body  | name",
                "{\"name\":\" \",\"price\":5}                 | 422 | invalid_request | name",
                "{\"name\":\"tea\",\"price\":-1}              | 422 | invalid_request | price",
                "{\"price\":1}                                | 422 | invalid_request | name",
            })
    void aFieldAtFaultIsNamed(String body, int status, String code, String field) throws Exception {
        HttpResponse<String> answer = send("POST", "/things", body, signedFor("shop"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(problem(answer).at("/code").asString()).isEqualTo(code);
        assertThat(problem(answer).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(shelf()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":               | malformed_json",
                "{\"a\":1} {              | malformed_body",
                "{\"name\":\"a\",\"name\":\"b\",\"price\":1} | malformed_json",
                "``                       | malformed_body",
            })
    void whatIsNoJsonIsNotUnderstood(String body, String code) throws Exception {
        HttpResponse<String> answer = send("POST", "/things", body, signedFor("shop"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(problem(answer).at("/code").asString()).isEqualTo(code);
    }

    @Test
    void deepNestingIsNotFollowed() throws Exception {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);

        assertThat(send("POST", "/things", "{\"name\":" + deep + "}", signedFor("shop"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/things", deep, with(signedFor("shop"), "Idempotency-Key", "deep"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anUnexpectedFailureRevealsNothing() throws Exception {
        HttpResponse<String> answer = send("GET", "/broken", null, signedFor("shop"));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret detail").doesNotContain("Exception");
        assertThat(problem(answer).at("/code").asString()).isEqualTo("internal_error");
    }

    @Test
    void theSameKeyIsAnsweredOnce() throws Exception {
        Map<String, String> headers =
                with(signedFor("shop"), "Idempotency-Key", UUID.randomUUID().toString());

        HttpResponse<String> first = send("POST", "/things", "{\"name\":\"tea\",\"price\":5}", headers);
        HttpResponse<String> again = send("POST", "/things", "{ \"price\": 5, \"name\": \"tea\" }", headers);
        HttpResponse<String> other = send("POST", "/things", "{\"name\":\"milk\",\"price\":5}", headers);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(problem(other).at("/code").asString()).isEqualTo("idempotency_key_reused");
        assertThat(shelf()).isEqualTo(1);
        assertThat(jdbc.sql("select body from answered_request")
                        .query(String.class)
                        .list())
                .as("answers are kept sealed")
                .noneMatch(body -> body != null && body.contains("tea"));
    }

    @Test
    void aRefusedRequestMayBeRepeatedWithItsKey() throws Exception {
        Map<String, String> headers =
                with(signedFor("shop"), "Idempotency-Key", UUID.randomUUID().toString());

        assertThat(send("POST", "/things", "{\"name\":\"unknown\",\"price\":5}", headers)
                        .statusCode())
                .isEqualTo(404);
        assertThat(shelf()).as("rolled back with its key").isZero();
        assertThat(send("POST", "/things", "{\"name\":\"tea\",\"price\":5}", headers)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aHundredAtOnceWithOneKeyAreOne() throws Exception {
        Map<String, String> headers =
                with(signedFor("shop"), "Idempotency-Key", UUID.randomUUID().toString());
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> futures = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                futures.add(threads.submit(() -> send("POST", "/things", "{\"name\":\"tea\",\"price\":5}", headers)));
            }
            for (Future<HttpResponse<String>> future : futures) {
                answers.add(future.get());
            }
        }

        assertThat(answers.stream().map(HttpResponse::statusCode).collect(Collectors.toSet()))
                .containsExactly(201);
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.headers()
                                .firstValue("Idempotent-Replayed")
                                .isPresent()))
                .hasSize(99);
        assertThat(shelf()).isEqualTo(1);
    }

    private int shelf() {
        return jdbc.sql("select count(*) from shelf").query(Integer.class).single();
    }

    private HttpResponse<String> send(
            String method, String path, @org.jspecify.annotations.Nullable String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static JsonNode problem(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        return JSON.readTree(answer.body());
    }

    private static Map<String, String> signedFor(String audience) {
        DecisionToken token = new DecisionToken(
                "key1",
                Role.RETAILER,
                "ret_demo",
                new RoutingKey("demo"),
                Decision.allMonolith(),
                Instant.EPOCH,
                0,
                Instant.now());
        TokenSecret secret = TokenSecret.ofBase64(SECRET);
        return Map.of(DecisionToken.HEADER, new TokenSigner(audience, secret, Clock.systemUTC()).sign(token));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        return Map.of(DecisionToken.HEADER, String.valueOf(headers.get(DecisionToken.HEADER)), name, value);
    }

    /** The application under test. */
    @SpringBootApplication
    static class Shop {

        @RestController
        static class Things {

            private final IdempotentRequests requests;
            private final JdbcClient jdbc;

            Things(IdempotentRequests requests, JdbcClient jdbc) {
                this.requests = requests;
                this.jdbc = jdbc;
            }

            @GetMapping("/things")
            Map<String, String> things(Caller caller) {
                return Map.of("caller", caller.retailerId());
            }

            @PostMapping("/things")
            ResponseEntity<?> put(PostedRequest posted, @Valid @RequestBody Thing thing) {
                return requests.once(posted, () -> shelve(thing));
            }

            @GetMapping("/broken")
            Map<String, String> broken() {
                throw new IllegalStateException("secret detail");
            }

            private ResponseEntity<?> shelve(Thing thing) {
                jdbc.sql("insert into shelf values (:name)")
                        .param("name", thing.name())
                        .update();
                if (thing.name().equals("unknown")) {
                    throw new NotFound("thing", thing.name());
                }
                return ResponseEntity.created(URI.create("/things/" + UUID.randomUUID()))
                        .body(thing);
            }
        }

        record Thing(@NotBlank String name, @PositiveOrZero int price) {}
    }
}
