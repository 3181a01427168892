package io.orkestro.tracking.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.testing.TcpProxy;
import io.orkestro.tracking.AnotherInstance;
import io.orkestro.tracking.Api;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.TrackingTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An instance loses its database while couriers say where they are. Whatever it answers "accepted" is there; whoever is told
 * to come again does so; and in the end everything is there, once, without anybody's help.
 */
@Tag("long")
@TrackingTest
class DatabaseAwayIT {

    private static final String ITS_NAME = "behind-a-wire";
    private static final int COURIERS = 12;

    private static @Nullable TcpProxy wire;
    private static @Nullable AnotherInstance instance;

    @Autowired
    private Happenings happenings;

    @Autowired
    private JdbcClient jdbc;

    private final String courier = Happenings.newKey();
    private final AtomicInteger sentAway = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    /** What becomes of the database, as this instance sees it. */
    enum Fault {
        /** Connections are cut again and again, also between a commit and its answer. */
        CUT,
        /** The server ends the sessions, as when it is shut down. */
        KILLED,
        /** Nobody listens. */
        REFUSED,
        /** Nothing comes back, and nobody says so. */
        SILENT
    }

    @BeforeAll
    static void start(@Autowired ApplicationContext first, @Autowired JdbcConnectionDetails database) {
        URI address = URI.create(database.getJdbcUrl().substring("jdbc:".length()));
        wire = TcpProxy.to(address.getHost(), address.getPort());
        instance = AnotherInstance.beside(
                first,
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:%d%s?ApplicationName=%s"
                        .formatted(wire.port(), address.getPath(), ITS_NAME));
    }

    @AfterEach
    void heal() {
        wire().heal();
    }

    @AfterAll
    static void stop() {
        if (instance != null) {
            instance.close();
        }
        if (wire != null) {
            wire.close();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SILENT")
    void whatIsAcceptedIsThereAndWhatIsNotIsRepeated(Fault fault) throws Exception {
        ride(fault);
    }

    /** It takes its time to find out. */
    @Test
    void soItIsWhereTheDatabaseSaysNothing() throws Exception {
        ride(Fault.SILENT);
    }

    private void ride(Fault fault) throws Exception {
        List<Life> lives = livesUnderWay();
        List<Future<Integer>> couriers = new ArrayList<>();
        try (ExecutorService roads = Executors.newVirtualThreadPerTaskExecutor()) {
            lives.forEach(life -> couriers.add(roads.submit(() -> ride(life))));
            TimeUnit.MILLISECONDS.sleep(500);
            happen(fault);
            wire().heal();
            TimeUnit.MILLISECONDS.sleep(500);
            over.set(true);
            int fixes = 0;
            for (int i = 0; i < COURIERS; i++) {
                int sent = couriers.get(i).get(60, TimeUnit.SECONDS);
                fixes += sent;
                assertThat(rowsOf(lives.get(i))).isEqualTo(sent);
                assertThat(lastLat(lives.get(i))).isEqualTo(lat(sent - 1));
            }
            System.out.printf(
                    "%s: %d fixes accepted, %d answers 503%n",
                    fault.name().toLowerCase(Locale.ROOT), fixes, sentAway.get());
        }
        assertThat(sentAway).as("the fault was felt").hasPositiveValue();
    }

    private void happen(Fault fault) throws InterruptedException {
        switch (fault) {
            case CUT -> {
                for (int i = 0; i < 20; i++) {
                    wire().reset();
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            case KILLED -> {
                for (int i = 0; i < 20; i++) {
                    jdbc.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?")
                            .param(ITS_NAME)
                            .query(Boolean.class)
                            .list();
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
            case REFUSED -> {
                wire().refuse();
                TimeUnit.SECONDS.sleep(2);
            }
            case SILENT -> {
                wire().blackHole();
                await("somebody was sent away").until(() -> sentAway.get() > 0);
                // What was on its way is lost, as where the server's machine was.
                wire().reset();
            }
        }
    }

    private List<Life> livesUnderWay() {
        happenings.happen(Happenings.aSandboxCourier(courier));
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < COURIERS; i++) {
            Life life = Happenings.aDeliveryOf(Happenings.newKey());
            happenings.happen(life.created(), life.assignedTo(courier));
            lives.add(life);
        }
        await().until(() -> jdbc.sql("select count(*) from tracked_delivery where id = any(?) and attempt = 1")
                        .param(lives.stream().map(Life::id).toArray(String[]::new))
                        .query(Integer.class)
                        .single()
                == COURIERS);
        return lives;
    }

    /** Says where it is until the fault is over, and each fix until it is taken. */
    private int ride(Life life) throws InterruptedException {
        Instant begin = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        int sent = 0;
        while (!over.get() || sent == 0) {
            say(life, lat(sent), begin.plusSeconds(sent));
            sent++;
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return sent;
    }

    private void say(Life life, double lat, Instant at) throws InterruptedException {
        String fix = "{\"lat\": %s, \"lng\": -0.09, \"recordedAt\": \"%s\"}".formatted(lat, at);
        while (true) {
            Answer answer =
                    Api.courier(instance().port(), courier).post("/v1/deliveries/" + life.id() + "/positions", fix);
            if (answer.status() == 202) {
                assertThat(answer.json().at("/accepted").asInt()
                                + answer.json().at("/keptOut/repeated").asInt())
                        .isEqualTo(1);
                assertThat(isThere(life, at)).as("accepted, and there").isTrue();
                return;
            }
            assertThat(answer.status()).as(answer.json().toString()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 5);
            sentAway.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static double lat(int index) {
        return Math.round((51.52 + index * 0.00001) * 1e5) / 1e5;
    }

    private boolean isThere(Life life, Instant at) {
        return jdbc.sql("select count(*) from position where delivery_id = ? and recorded_at = ?")
                        .params(life.id(), at.atOffset(ZoneOffset.UTC))
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private int rowsOf(Life life) {
        return jdbc.sql("select count(*) from position where delivery_id = ?")
                .param(life.id())
                .query(Integer.class)
                .single();
    }

    private double lastLat(Life life) {
        return jdbc.sql("select last_lat from tracked_delivery where id = ?")
                .param(life.id())
                .query(Double.class)
                .single();
    }

    private static TcpProxy wire() {
        return Objects.requireNonNull(wire);
    }

    private static AnotherInstance instance() {
        return Objects.requireNonNull(instance);
    }
}
