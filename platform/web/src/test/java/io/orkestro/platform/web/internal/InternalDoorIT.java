package io.orkestro.platform.web.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.testing.TcpProxy;
import io.orkestro.platform.testing.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Who comes in where, and how calls to a peer fail. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=shop",
            "orkestro.token.audience=shop",
            "orkestro.token.secret=" + InternalDoorIT.SECRET,
            "orkestro.secret-key=" + InternalDoorIT.SECRET,
            "orkestro.internal.port=0",
            "orkestro.internal.peers.bakery.secret=" + InternalDoorIT.SECRET,
            "spring.flyway.locations=classpath:db/platform",
            "spring.datasource.hikari.maximum-pool-size=3",
            "spring.datasource.hikari.connection-timeout=250"
        })
@Import(TestServers.class)
class InternalDoorIT {

    static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final String OTHER_SECRET = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";

    @Autowired
    private InternalDoor door;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int publicPort;

    @Test
    void aPeerWithItsTokenComesInAndIsKnown() {
        assertThat(calls(SECRET, "bakery", door.port()).get("shop", "/internal/who", Who.class, Duration.ofSeconds(5)))
                .isEqualTo(new Who("bakery"));
    }

    @Test
    void everybodyElseStaysOutside() throws Exception {
        assertThat(status(door.port(), "/internal/who", null)).isEqualTo(401);
        assertThat(status(door.port(), "/internal/who", token(OTHER_SECRET, "bakery", "shop", Clock.systemUTC())))
                .as("another secret")
                .isEqualTo(401);
        assertThat(status(door.port(), "/internal/who", token(SECRET, "stranger", "shop", Clock.systemUTC())))
                .as("no peer")
                .isEqualTo(401);
        assertThat(status(door.port(), "/internal/who", token(SECRET, "bakery", "another", Clock.systemUTC())))
                .as("for somebody else")
                .isEqualTo(401);
        Clock aMinuteAgo = Clock.fixed(Instant.now().minusSeconds(60), ZoneOffset.UTC);
        assertThat(status(door.port(), "/internal/who", token(SECRET, "bakery", "shop", aMinuteAgo)))
                .as("expired")
                .isEqualTo(401);
        assertThat(status(door.port(), "/internal/who", token(SECRET, "bakery", "shop", Clock.systemUTC())))
                .as("control")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/internal/who", "/%69nternal/who", "/internal;a=b/who", "/internal/nothing"})
    void theInnerDoorIsNotAtThePublicPort(String path) throws Exception {
        assertThat(status(publicPort, path, token(SECRET, "bakery", "shop", Clock.systemUTC())))
                .isEqualTo(404);
    }

    @Test
    void nothingElseAnswersAtTheInnerDoor() throws Exception {
        assertThat(status(door.port(), "/public", token(SECRET, "bakery", "shop", Clock.systemUTC())))
                .isEqualTo(404);
        assertThat(status(publicPort, "/public", null))
                .as("control: there it needs the edge's token")
                .isEqualTo(401);
    }

    @Test
    void aPeerThatHangsIsGivenUpInTime() {
        try (TcpProxy wire = TcpProxy.to("127.0.0.1", door.port())) {
            wire.blackHole();
            long begun = System.nanoTime();

            assertThatThrownBy(() -> calls(SECRET, "bakery", wire.port())
                            .get("shop", "/internal/who", Who.class, Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            PeerUnreachable.class,
                            e -> assertThat(e.neverSent()).isFalse());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aPeerThatIsNotThereWasNeverAsked() {
        TcpProxy gone = TcpProxy.to("127.0.0.1", door.port());
        int port = gone.port();
        gone.close();

        assertThatThrownBy(() ->
                        calls(SECRET, "bakery", port).get("shop", "/internal/who", Who.class, Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        PeerUnreachable.class, e -> assertThat(e.neverSent()).isTrue());
    }

    @Test
    void noCallIsMadeInATransaction() {
        PeerCalls calls = calls(SECRET, "bakery", door.port());

        assertThatThrownBy(() ->
                        transactions.execute(_ -> calls.get("shop", "/internal/who", Who.class, Duration.ofSeconds(5))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    @Test
    void aDrainedPoolKeepsNobodyWaitingInside() throws Exception {
        List<Connection> drained = new ArrayList<>();
        try {
            int all = dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize();
            for (int i = 0; i < all; i++) {
                drained.add(dataSource.getConnection());
            }

            assertThat(calls(SECRET, "bakery", door.port())
                            .get("shop", "/internal/stock", Stock.class, Duration.ofSeconds(5)))
                    .isEqualTo(new Stock(7));
            assertThatThrownBy(dataSource::getConnection)
                    .as("control: outside there is none left")
                    .isInstanceOf(SQLTransientConnectionException.class);
        } finally {
            for (Connection connection : drained) {
                connection.close();
            }
        }
    }

    @Test
    void ofTwoPlacesTheOneWhereSomebodyIsAnswers() {
        TcpProxy gone = TcpProxy.to("127.0.0.1", door.port());
        String empty = "http://127.0.0.1:" + gone.port();
        gone.close();
        PeerCalls calls = calls(SECRET, "bakery", empty + ", http://127.0.0.1:" + door.port());

        assertThat(calls.get("shop", "/internal/who", Who.class, Duration.ofSeconds(5)))
                .isEqualTo(new Who("bakery"));
        assertThatThrownBy(() -> calls(SECRET, "bakery", empty + "," + empty)
                        .get("shop", "/internal/who", Who.class, Duration.ofSeconds(5)))
                .as("control: nobody at either")
                .isInstanceOfSatisfying(
                        PeerUnreachable.class, e -> assertThat(e.neverSent()).isTrue());
    }

    @Test
    void whoSaysThatItLeavesIsAskedNoMoreWhereThereIsAnotherPlace() {
        try (TcpProxy one = TcpProxy.to("127.0.0.1", door.port());
                TcpProxy other = TcpProxy.to("127.0.0.1", door.port())) {
            PeerCalls calls = calls(
                    SECRET, "bakery", "http://127.0.0.1:%d,http://127.0.0.1:%d".formatted(one.port(), other.port()));
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            try {
                assertThat(calls.get("shop", "/internal/who", Who.class, Duration.ofSeconds(5)))
                        .as("answers until it has left")
                        .isEqualTo(new Who("bakery"));
            } finally {
                AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            }
            one.blackHole();

            assertThat(calls.get("shop", "/internal/who", Who.class, Duration.ofSeconds(5)))
                    .isEqualTo(new Who("bakery"));
        }
    }

    private static PeerCalls calls(String secret, String self, int port) {
        return calls(secret, self, "http://127.0.0.1:" + port);
    }

    private static PeerCalls calls(String secret, String self, String addresses) {
        return new PeerCalls(
                Map.of("shop", new PeerPlaces(addresses)),
                new PeerTokens(self, Map.of("shop", secret), Clock.systemUTC()),
                new JsonMapper(),
                Traces.off(),
                new SimpleMeterRegistry());
    }

    private static String token(String secret, String self, String audience, Clock clock) {
        return new PeerTokens(self, Map.of(audience, secret), clock).sign(audience);
    }

    private static int status(int port, String path, @Nullable String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    record Who(String name) {}

    record Stock(int left) {}

    /** The application under test. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {

        @RestController
        static class Counter {

            private final JdbcClient jdbc;

            Counter(JdbcClient jdbc) {
                this.jdbc = jdbc;
            }

            @GetMapping("/internal/stock")
            Stock stock() {
                return new Stock(jdbc.sql("select 7").query(Integer.class).single());
            }

            @GetMapping("/internal/who")
            Who who(PeerApplication caller) {
                return new Who(caller.name());
            }

            @GetMapping("/public")
            String open() {
                return "open";
            }
        }
    }
}
