package io.orkestro.platform.web.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.testing.TestServers;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** A shop whose shelf a rehearsal leaves as it was. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=shop",
            "orkestro.token.audience=shop",
            "orkestro.token.secret=" + RehearsalIT.SECRET,
            "orkestro.secret-key=" + RehearsalIT.SECRET,
            "spring.flyway.locations=classpath:db/platform"
        })
@Import(TestServers.class)
class RehearsalIT {

    static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration AT_MOST = Duration.ofMillis(300);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private Shop.Heard heard;

    @Autowired
    private Shop.Things things;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void emptyShelf() {
        jdbc.sql("create table if not exists rehearsed (name text primary key)").update();
        jdbc.sql("delete from rehearsed").update();
        heard.sold().set(0);
        things.runs().set(0);
    }

    @Test
    void whatIsNotMarkedIsNotBegun() throws Exception {
        HttpResponse<String> refused = rehearse("/sales", "{\"name\":\"tea\"}", null);

        assertThat(refused.statusCode()).isEqualTo(501);
        assertThat(code(refused)).isEqualTo("not_rehearsed");
        assertThat(rehearse("/sales", "not even JSON", null).statusCode()).isEqualTo(501);
        assertThat(things.runs()).hasValue(0);
        assertThat(post("/sales", "{\"name\":\"tea\"}", null, false).statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatIsMarkedIsAnsweredAndUndone() throws Exception {
        HttpResponse<String> rehearsed = rehearse("/things", "{\"name\":\"tea\"}", null);

        assertThat(rehearsed.statusCode()).isEqualTo(201);
        assertThat(rehearsed.body()).isEqualTo("{\"name\":\"tea\"}");
        assertThat(rehearsed.headers().firstValue("Location")).contains("/things/tea");
        assertThat(shelf()).isZero();
        assertThat(heard.sold()).as("told when it commits").hasValue(0);

        assertThat(post("/things", "{\"name\":\"tea\"}", null, false).body()).isEqualTo(rehearsed.body());
        assertThat(shelf()).isEqualTo(1);
        assertThat(heard.sold()).hasValue(1);
    }

    @Test
    void aRefusalIsRehearsedToo() throws Exception {
        assertThat(rehearse("/things", "{\"name\":\" \"}", null).statusCode()).isEqualTo(422);
        assertThat(rehearse("/things", "{", null).statusCode()).isEqualTo(400);
        assertThat(rehearse("/things", "{\"name\":\"unknown\"}", null).statusCode())
                .isEqualTo(404);
        assertThat(rehearse("/nowhere", "{}", null).statusCode()).isEqualTo(404);
        assertThat(shelf()).isZero();
    }

    @Test
    void whoeverBeginsAnotherTransactionIsStopped() throws Exception {
        assertThat(rehearse("/things/apart", "{\"name\":\"tea\"}", null).statusCode())
                .isEqualTo(500);
        assertThat(shelf()).isZero();
        assertThat(post("/things/apart", "{\"name\":\"tea\"}", null, false).statusCode())
                .isEqualTo(201);
    }

    @Test
    void aReadJustReads() throws Exception {
        assertThat(send("GET", "/things", null, null, true).body())
                .isEqualTo("{\"isUnderWay\":true,\"isInTransaction\":false}");
        assertThat(send("GET", "/things", null, null, false).body())
                .isEqualTo("{\"isUnderWay\":false,\"isInTransaction\":false}");
    }

    @Test
    void anAnswerThatIsKeptIsTheRehearsals() throws Exception {
        String key = UUID.randomUUID().toString();
        assertThat(rehearse("/things", "{\"name\":\"tea\"}", key).headers().firstValue("Idempotent-Replayed"))
                .isEmpty();
        HttpResponse<String> real = post("/things", "{\"name\":\"tea\"}", key, false);
        assertThat(real.headers().firstValue("Idempotent-Replayed")).isEmpty();

        HttpResponse<String> rehearsed = rehearse("/things", "{\"name\":\"tea\"}", key);

        assertThat(rehearsed.statusCode()).isEqualTo(201);
        assertThat(rehearsed.body()).isEqualTo(real.body());
        assertThat(rehearsed.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(code(rehearse("/things", "{\"name\":\"milk\"}", key))).isEqualTo("idempotency_key_reused");
    }

    @Test
    void aRehearsalGivesUpWhereSomethingRealIsInTheWay() {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("insert into rehearsed values ('tea')").update();
            long begun = System.nanoTime();
            HttpResponse<String> gaveUp = rehearse("/things", "{\"name\":\"tea\"}", null);

            assertThat(gaveUp.statusCode()).isEqualTo(503);
            assertThat(code(gaveUp)).isEqualTo("rehearsal_gave_up");
            assertThat(gaveUp.headers().firstValue("Retry-After")).contains("1");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_MOST.plusSeconds(2));
        });
        assertThat(shelf()).isEqualTo(1);
    }

    @Test
    void aRehearsalThatTakesTooLongIsOutOfTheWay() throws Exception {
        requireThatTheSlowIsOutOfTheWay();
    }

    @Test
    void noConnectionIsLostToThoseThatWereCut() throws Exception {
        for (int i = 0; i < 15; i++) {
            requireThatTheSlowIsOutOfTheWay();
            jdbc.sql("delete from rehearsed").update();
        }
        assertThat(rehearse("/things", "{\"name\":\"tea\"}", null).statusCode()).isEqualTo(201);
    }

    private void requireThatTheSlowIsOutOfTheWay() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        things.afterWriting(() -> {
            written.countDown();
            assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
        });
        String key = UUID.randomUUID().toString();
        CompletableFuture<HttpResponse<String>> rehearsed =
                CompletableFuture.supplyAsync(() -> rehearse("/things", "{\"name\":\"tea\"}", key));
        assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
        things.afterWriting(() -> {});

        // Of the same id, with the same key; the rehearsal has not ended yet.
        long begun = System.nanoTime();
        HttpResponse<String> real = post("/things", "{\"name\":\"tea\"}", key, false);
        Duration waited = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(real.statusCode()).isEqualTo(201);
        assertThat(waited).isLessThan(AT_MOST.plusSeconds(2));
        assertThat(rehearsed).isNotDone();
        mayEnd.countDown();
        assertThat(rehearsed.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(code(rehearsed.get())).isEqualTo("rehearsal_gave_up");
        assertThat(shelf()).isEqualTo(1);
    }

    private int shelf() {
        return jdbc.sql("select count(*) from rehearsed").query(Integer.class).single();
    }

    private static String code(HttpResponse<String> answer) {
        return JSON.readTree(answer.body()).path("code").asString("");
    }

    private HttpResponse<String> rehearse(String path, String body, @Nullable String key) {
        return post(path, body, key, true);
    }

    private HttpResponse<String> post(String path, String body, @Nullable String key, boolean rehearsal) {
        return send("POST", path, body, key, rehearsal);
    }

    private HttpResponse<String> send(
            String method, String path, @Nullable String body, @Nullable String key, boolean rehearsal) {
        DecisionToken token = new DecisionToken(
                "key1",
                Role.RETAILER,
                "ret_demo",
                new RoutingKey("demo"),
                Decision.allMonolith(),
                Instant.EPOCH,
                0,
                Instant.now(),
                rehearsal);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(
                        DecisionToken.HEADER,
                        new TokenSigner("shop", TokenSecret.ofBase64(SECRET), Clock.systemUTC()).sign(token))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The application under test. */
    @SpringBootApplication
    static class Shop {

        record Thing(@NotBlank String name) {}

        record Sold(String name) {}

        /** Who hears of what was sold. */
        static class Heard {

            private final AtomicInteger sold = new AtomicInteger();

            AtomicInteger sold() {
                return sold;
            }

            @TransactionalEventListener(fallbackExecution = true)
            void on(@SuppressWarnings("unused") Sold event) {
                sold.incrementAndGet();
            }
        }

        @Bean
        Heard heard() {
            return new Heard();
        }

        @RestController
        static class Things {

            /** What takes its time. */
            interface Slowly {

                void run() throws InterruptedException;
            }

            private final IdempotentRequests requests;
            private final JdbcClient jdbc;
            private final ApplicationEventPublisher events;
            private final TransactionTemplate apart;
            private final AtomicInteger runs = new AtomicInteger();
            private volatile Slowly afterWriting = () -> {};

            Things(
                    IdempotentRequests requests,
                    JdbcClient jdbc,
                    ApplicationEventPublisher events,
                    PlatformTransactionManager transactions) {
                this.requests = requests;
                this.jdbc = jdbc;
                this.events = events;
                this.apart = new TransactionTemplate(transactions);
                this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            }

            AtomicInteger runs() {
                return runs;
            }

            void afterWriting(Slowly step) {
                afterWriting = step;
            }

            @GetMapping("/things")
            Map<String, Boolean> look() {
                Map<String, Boolean> seen = new LinkedHashMap<>();
                seen.put("isUnderWay", Rehearsal.isUnderWay());
                seen.put("isInTransaction", TransactionSynchronizationManager.isActualTransactionActive());
                return seen;
            }

            @Rehearsable
            @PostMapping("/things")
            ResponseEntity<?> put(PostedRequest posted, @Valid @RequestBody Thing thing) {
                return requests.once(posted, () -> shelve(thing));
            }

            @Rehearsable
            @PostMapping("/things/apart")
            ResponseEntity<?> putApart(@Valid @RequestBody Thing thing) {
                return Objects.requireNonNull(apart.execute(_ -> shelve(thing)));
            }

            @PostMapping("/sales")
            ResponseEntity<?> sell(PostedRequest posted, @Valid @RequestBody Thing thing) {
                runs.incrementAndGet();
                return requests.once(posted, () -> shelve(thing));
            }

            private ResponseEntity<?> shelve(Thing thing) {
                jdbc.sql("insert into rehearsed values (:name)")
                        .param("name", thing.name())
                        .update();
                events.publishEvent(new Sold(thing.name()));
                if (thing.name().equals("unknown")) {
                    throw new NotFound("thing", thing.name());
                }
                try {
                    afterWriting.run();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return ResponseEntity.created(URI.create("/things/" + thing.name()))
                        .body(thing);
            }
        }
    }
}
