package io.orkestro.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.testing.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** How long a flip takes, from its commit to the first request that each of three edges sends to the other side. */
@SpringJUnitConfig(TestServers.class)
class FlipIT {

    private static final Logger log = LoggerFactory.getLogger(FlipIT.class);
    private static final Duration PROMISED = Duration.ofMillis(100);
    private static final Duration WITHOUT_NOTICE = Duration.ofMillis(1500);

    @Autowired
    private JdbcConnectionDetails server;

    @TempDir
    private Path snapshots;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final List<RunningEdge> edges = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private TestBackend backend;
    private GatewayDatabase database;
    private String key;

    @BeforeEach
    void threeEdges() throws Exception {
        backend = TestBackend.start();
        database = GatewayDatabase.at(server);
        key = database.retailer("ret_acme").text();
        for (int i = 0; i < 3; i++) {
            edges.add(new RunningEdge(database, backend.address(), snapshots.resolve("edge-" + i)));
        }
        flips(20);
    }

    @AfterEach
    void stop() {
        edges.forEach(RunningEdge::close);
        http.close();
        clients.close();
        backend.close();
        database.close();
    }

    /** On a machine that is busy with other builds one flip may meet a pause; a poll would make most of them slow. */
    @Test
    void aFlipTakesEffectOnEveryEdgeAtOnce() throws Exception {
        List<Duration> effects = sortedEffectsOf(60);

        assertThat(effects.get(effects.size() * 9 / 10)).isLessThanOrEqualTo(PROMISED);
        assertThat(effects.getLast()).isLessThan(WITHOUT_NOTICE);
    }

    @Test
    @Tag("long")
    void ofAHundredFlipsNinetyNineTakeEffectAsPromised() throws Exception {
        List<Duration> effects = sortedEffectsOf(400);

        assertThat(effects.get(effects.size() * 99 / 100)).isLessThanOrEqualTo(PROMISED);
    }

    @Test
    void aFlipTakesEffectThoughItsNotificationIsLost() throws Exception {
        for (int flip = 0; flip < 5; flip++) {
            Stage stage = other();
            database.placeWithoutNotice(Capability.DISPATCH, stage);
            assertThat(untilAllServe(stage)).allMatch(effect -> effect.compareTo(WITHOUT_NOTICE) <= 0);
        }
    }

    @Test
    void aFlipTakesEffectThoughTheListenersConnectionIsKilled() throws Exception {
        List<Duration> effects = new ArrayList<>();
        for (int flip = 0; flip < 10; flip++) {
            Stage stage = other();
            database.killFollowersOf("routing_table");
            database.place(Capability.DISPATCH, stage);
            effects.addAll(untilAllServe(stage));
        }
        log.info("Commit to effect with the listener killed: {}", effects);
        assertThat(effects).allMatch(effect -> effect.compareTo(WITHOUT_NOTICE) <= 0);
    }

    private List<Duration> sortedEffectsOf(int count) throws Exception {
        List<Duration> effects = flips(count).stream().sorted().toList();
        log.info(
                "Commit to effect, {} flips on 3 edges: p50 {} ms, p99 {} ms, most {} ms",
                count,
                effects.get(effects.size() / 2).toNanos() / 1e6,
                effects.get(effects.size() * 99 / 100).toNanos() / 1e6,
                effects.getLast().toNanos() / 1e6);
        return effects;
    }

    /** How long each flip took on each edge. */
    private List<Duration> flips(int count) throws Exception {
        List<Duration> effects = new ArrayList<>();
        for (int flip = 0; flip < count; flip++) {
            Stage stage = other();
            database.place(Capability.DISPATCH, stage);
            effects.addAll(untilAllServe(stage));
        }
        return effects;
    }

    private Stage other() {
        Stage present = database.table().placementOf(Capability.DISPATCH).stage();
        return present == Stage.LIVE ? Stage.OFF : Stage.LIVE;
    }

    private List<Duration> untilAllServe(Stage stage) throws Exception {
        long commit = database.committedAt();
        String side = stage == Stage.LIVE ? "dispatch-service" : "monolith";
        List<Future<Duration>> waits = new ArrayList<>();
        for (RunningEdge edge : edges) {
            waits.add(clients.submit(() -> untilServedBy(edge, side, commit)));
        }
        List<Duration> effects = new ArrayList<>();
        for (Future<Duration> wait : waits) {
            effects.add(wait.get());
        }
        return effects;
    }

    private Duration untilServedBy(RunningEdge edge, String side, long commit) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + edge.port() + "/v1/deliveries/dlv_acme_1"))
                .header("Authorization", "Bearer " + key)
                .build();
        while (true) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            Duration since = Duration.ofNanos(System.nanoTime() - commit);
            if (answer.headers().firstValue("X-Served-By").orElse("").equals(side)) {
                return since;
            }
            assertThat(since).isLessThan(Duration.ofSeconds(20));
        }
    }
}
