package io.orkestro.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.Door;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.site.Follower;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Two instances at once, as while one replaces the other: it makes no difference which of them is asked. */
@Tag("long")
@TrackingTest
class TwoInstancesIT {

    private static final int DELIVERIES = 6;
    private static final int FIXES = 40;

    private static @Nullable AnotherInstance other;

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    @Autowired
    private Ears ears;

    @Autowired
    private Etas etas;

    @Autowired
    private JdbcClient jdbc;

    private final String courier = Happenings.newKey();

    @BeforeAll
    static void start(@Autowired ApplicationContext first) {
        other = AnotherInstance.beside(first);
    }

    @AfterAll
    static void stop() {
        if (other != null) {
            other.close();
        }
    }

    @Test
    void positionsPostedToEitherAreOnTheOpenPagesOfBothOnceAndInOrder() throws Exception {
        List<Life> lives = livesUnderWay(DELIVERIES);
        try (Door here = Api.door(port);
                Door there = Api.door(other().port());
                ExecutorService roads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Follower> pages = new ArrayList<>();
            for (Life life : lives) {
                String events = "/track/" + life.trackingCode() + "/events";
                pages.add(new Follower(here.url(events)));
                pages.add(new Follower(there.url(events)));
            }
            await().until(() -> here.openStreams() + there.openStreams() == pages.size());

            List<Future<Integer>> accepted = new ArrayList<>();
            lives.forEach(life -> accepted.add(roads.submit(() -> ride(life, roads))));
            for (Future<Integer> each : accepted) {
                assertThat(each.get())
                        .as("each fix was accepted by one of them")
                        .isEqualTo(FIXES);
            }

            for (int i = 0; i < DELIVERIES; i++) {
                Life life = lives.get(i);
                assertThat(rowsOf(life)).isEqualTo(FIXES);
                Follower atHere = pages.get(2 * i);
                Follower atThere = pages.get(2 * i + 1);
                await().untilAsserted(() -> {
                    assertThat(atHere.last().data().at("/way/courier/lat").asDouble())
                            .isEqualTo(lat(FIXES - 1));
                    assertThat(atHere.last().data().at("/status").asString()).isEqualTo("dropoff_enroute");
                    assertThat(atThere.last().id())
                            .as("both show the same")
                            .isEqualTo(atHere.last().id());
                });
                for (Follower page : List.of(atHere, atThere)) {
                    assertThat(page.seen()).as("never back").isSortedAccordingTo(TwoInstancesIT::byPlace);
                    assertThat(page.seen())
                            .extracting(Follower.Seen::id)
                            .as("nothing is told twice")
                            .doesNotHaveDuplicates();
                }
                assertThat(ears.heard("positions.kept.v1", life.id()))
                        .extracting(news -> news.at("/positions/0/recordedAt").asString())
                        .as("the other side is told of each place once")
                        .doesNotHaveDuplicates();
            }
            pages.forEach(Follower::close);
        }
        ears.assertEverythingWasAsAgreed();
    }

    /** The same report reaches both at the same moment, and all have moved by hours. */
    @Test
    void anArrivalThatMovedIsToldOnce() throws Exception {
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lives.add(aLifeUnderWay(Instant.now().plus(Duration.ofHours(3))));
        }
        awaitStatus(lives, "picked_up");

        for (Life life : lives) {
            Instant at = Instant.now();
            atOnce(() -> post(port, life, lat(0), at), () -> post(other().port(), life, lat(0), at));
        }

        awaitTold(lives, 1);
    }

    @Test
    void aCourierThatIsSilentIsNoticedByBothAndToldOnce() throws Exception {
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lives.add(aLifeUnderWay(Instant.now().plusSeconds(20)));
        }
        awaitStatus(lives, "picked_up");
        lives.forEach(life -> post(port, life, lat(0), Instant.now()));
        awaitTold(lives, 1);
        lives.forEach(life -> jdbc.sql("""
                        update tracked_delivery
                        set dropoff_eta = now() - interval '10 minutes', announced_eta = now() - interval '10 minutes'
                        where id = ?
                        """).param(life.id()).update());

        atOnce(Executors.callable(etas::renewOverdue), Executors.callable(other().bean(Etas.class)::renewOverdue));

        awaitTold(lives, 2);
    }

    private void awaitTold(List<Life> lives, int times) {
        await().untilAsserted(() -> assertThat(lives)
                .allSatisfy(life ->
                        assertThat(ears.heard(EtaChanged.TYPE, life.id())).hasSizeGreaterThanOrEqualTo(times)));
        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(lives)
                        .allSatisfy(life -> assertThat(ears.heard(EtaChanged.TYPE, life.id()))
                                .hasSize(times)));
    }

    /** Each fix to one of them, every third to both at the same moment. */
    private int ride(Life life, ExecutorService roads) throws Exception {
        Instant begin = Instant.now().minusSeconds(FIXES).truncatedTo(ChronoUnit.MILLIS);
        int accepted = 0;
        for (int i = 0; i < FIXES; i++) {
            double lat = lat(i);
            Instant at = begin.plusSeconds(i);
            boolean hereFirst = ThreadLocalRandom.current().nextBoolean();
            int first = hereFirst ? port : other().port();
            if (i % 3 == 0) {
                Future<Integer> also = roads.submit(() -> post(hereFirst ? other().port() : port, life, lat, at));
                accepted += post(first, life, lat, at) + also.get();
            } else {
                accepted += post(first, life, lat, at);
            }
            if (i == FIXES / 2) {
                happenings.happen(life.reached("picked_up"), life.reached("dropoff_enroute"));
            }
        }
        return accepted;
    }

    /** @return how many fixes were accepted */
    private int post(int at, Life life, double lat, Instant recordedAt) {
        Answer answer = Api.courier(at, courier)
                .post(
                        "/v1/deliveries/" + life.id() + "/positions",
                        "{\"lat\": %s, \"lng\": -0.09, \"recordedAt\": \"%s\"}".formatted(lat, recordedAt));
        assertThat(answer.status()).isEqualTo(202);
        return answer.json().at("/accepted").asInt();
    }

    private static <T> void atOnce(Callable<T> one, Callable<T> two) throws Exception {
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : both.invokeAll(List.of(one, two))) {
                each.get();
            }
        }
    }

    private List<Life> livesUnderWay(int count) {
        happenings.happen(Happenings.aSandboxCourier(courier));
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Life life = Happenings.aDeliveryOf(Happenings.newKey());
            happenings.happen(life.created(), life.assignedTo(courier));
            lives.add(life);
        }
        awaitStatus(lives, "assigned");
        return lives;
    }

    private Life aLifeUnderWay(Instant promised) {
        Life life = Happenings.aDeliveryOf(Happenings.newKey()).promised(promised);
        happenings.happen(life.created(), life.assignedTo(courier), life.reached("picked_up"));
        return life;
    }

    private void awaitStatus(List<Life> lives, String status) {
        await().until(() -> jdbc.sql("""
                                select count(*) from tracked_delivery
                                where id = any(:ids) and facts ->> 'status' ilike :status
                                """)
                        .param("ids", lives.stream().map(Life::id).toArray(String[]::new))
                        .param("status", status)
                        .query(Integer.class)
                        .single()
                == lives.size());
    }

    private static double lat(int index) {
        return Math.round((51.52 + index * 0.0001) * 1e4) / 1e4;
    }

    private static int byPlace(Follower.Seen one, Follower.Seen other) {
        return Double.compare(placeIn(one.data()), placeIn(other.data()));
    }

    private static double placeIn(JsonNode page) {
        return page.at("/way/courier/lat").asDouble(0);
    }

    private int rowsOf(Life life) {
        return jdbc.sql("select count(*) from position where delivery_id = ?")
                .param(life.id())
                .query(Integer.class)
                .single();
    }

    private static AnotherInstance other() {
        return Objects.requireNonNull(other);
    }
}
