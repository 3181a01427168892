package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orkestro.gateway.console.FlagTable.Editor;
import io.orkestro.gateway.console.MadeTraffic.Doing;
import io.orkestro.gateway.console.TestDoors.Door;
import io.orkestro.gateway.console.guard.GuardMove;
import io.orkestro.gateway.console.guard.GuardState;
import io.orkestro.gateway.console.guard.GuardTables;
import io.orkestro.gateway.console.guard.Mood;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagRefused;
import io.orkestro.gateway.flags.FlagState;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.routing.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The guard on a real database: it judges what edges write there, and moves flags as a person does. */
@ConsoleTest
@TestPropertySource(properties = "orkestro.guard.enabled=true")
@DirtiesContext
class GuardIT {

    private static final Doing OLD = Doing.serving(Side.MONOLITH, 50, 0.001, 20);
    private static final Doing GOOD = Doing.serving(Side.SERVICE, 50, 0.001, 20);
    private static final Doing FAILING = Doing.serving(Side.SERVICE, 50, 0.05, 20);
    private static final Doing DOWN = Doing.serving(Side.SERVICE, 50, 1, 20);
    private static final Doing SLOW = Doing.serving(Side.SERVICE, 50, 0.001, 60);

    @LocalServerPort
    private int port;

    @Autowired
    private Editor editor;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private GuardTables guard;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Door monolithDoor;

    @Autowired
    private Door dispatchDoor;

    @Autowired
    private JdbcConnectionDetails server;

    @Autowired
    private Environment environment;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private MadeTraffic traffic;

    @BeforeEach
    void nothingHasMoved() {
        editor.untouched();
        monolithDoor.reset();
        dispatchDoor.reset();
        traffic = new MadeTraffic(template);
        traffic.forget();
    }

    @AfterEach
    void andEverythingEnds() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        editor.untouched();
        traffic.forget();
    }

    @Test
    void aServiceThatFailsMoreGoesBackWhileItHappensAndStaysThereUntilAPersonHasLooked() throws Exception {
        canary(Duration.ofMinutes(3));
        Instant begin = Instant.now();
        traffic.write(Capability.DISPATCH, begin.minusSeconds(170), begin, OLD, GOOD);
        await().until(() -> mood() == Mood.WATCHING);
        FlagState before = editor.state(Flag.DISPATCH);
        double moves = movesCounted();

        Instant trouble = Instant.now();
        asItHappens(OLD, FAILING);
        await().atMost(Duration.ofSeconds(45))
                .until(() -> editor.state(Flag.DISPATCH).inForce() == Stage.SHADOW);

        FlagState after = editor.state(Flag.DISPATCH);
        Duration took = Duration.between(trouble, after.changedAt());
        System.out.printf("The flag went back %d ms after the trouble began: %s%n", took.toMillis(), after.reason());
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(after.changedBy()).isEqualTo("guard");
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.reason()).startsWith("Guard: the service failed ").hasSizeLessThanOrEqualTo(200);
        assertThat(after.parametersOf(Stage.CANARY)).isEqualTo(before.parametersOf(Stage.CANARY));
        assertThat(newestAudit()).startsWith("guard flag.changed DISPATCH Shadow Guard: the service failed");
        GuardMove move = guard.move(Capability.DISPATCH).orElseThrow();
        assertThat(move.isLatched()).isTrue();
        assertThat(move.version()).isEqualTo(after.version());
        assertThat(jdbc.sql("select evidence->>'ground' from guard_move")
                        .query(String.class)
                        .single())
                .isEqualTo("errors");
        assertThat(movesCounted()).isEqualTo(moves + 1);
        await().until(() -> figure("orkestro.guard.latched") == 1);

        FlagRefused refused = catchThrowableOfType(
                FlagRefused.class, () -> editor.canary("ada", Flag.DISPATCH, "acme", after.version()));
        assertThat(refused.kind()).isEqualTo(FlagRefused.Kind.LATCHED);
        assertThat(refused.words())
                .singleElement()
                .asString()
                .contains("The guard moved Dispatch back, as the service failed", "its migration page");

        Browser admin = Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);
        assertThat(admin.open("/migration/dispatch").body())
                .contains("The guard moved this back.", "Clear</button>")
                .doesNotContain("Go to Canary");
        admin.send("/migration/dispatch/clear", Map.of("reason", " "));
        assertThat(admin.open("/migration/dispatch").body()).contains("Say why");
        admin.send("/migration/dispatch/clear", Map.of("reason", "a bad deployment, rolled back"));
        assertThat(admin.open("/migration/dispatch").body())
                .contains("Cleared: Dispatch may move forward again.", "Go to Canary", "cleared by admin");
        assertThat(newestAudit()).isEqualTo("admin guard.cleared DISPATCH cleared a bad deployment, rolled back");
        await().until(() -> figure("orkestro.guard.latched") == 0);
        editor.canary("ada", Flag.DISPATCH, "acme", after.version());
        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.CANARY);
    }

    @Test
    void fromLiveItGoesToACanaryThatLeavesBothSidesTraffic() {
        canary(Duration.ofMinutes(3));
        editor.edit(
                "ada",
                Flag.DISPATCH,
                true,
                "canary",
                Map.of("keys", "acme", "percent", "90", "reason", "nearly all"),
                1);
        editor.edit("ada", Flag.DISPATCH, true, "live", Map.of("sample", "100", "reason", "all of them"), 2);
        changed(Duration.ofMinutes(3));
        Instant now = Instant.now();
        traffic.write(
                Capability.DISPATCH,
                now.minusSeconds(170),
                now.minusSeconds(12),
                Doing.asked(Side.MONOLITH, 50, 0.001, 20),
                GOOD);
        await().until(() -> mood() == Mood.WATCHING);

        asItHappens(Doing.asked(Side.MONOLITH, 50, 0.001, 20), SLOW);
        await().atMost(Duration.ofSeconds(45))
                .until(() -> editor.state(Flag.DISPATCH).inForce() == Stage.CANARY);

        FlagState after = editor.state(Flag.DISPATCH);
        assertThat(after.words()).isEqualTo("Canary: acme, 50.00 %");
        assertThat(after.reason()).contains("took longer than");
    }

    @Test
    void goodServicesAreWatchedAndLittleTrafficIsSaidSo() {
        canary(Duration.ofMinutes(3));
        await().until(() -> mood() == Mood.HOLDING);
        assertThat(state().orElseThrow().words()).startsWith("Too little to judge");

        Instant now = Instant.now();
        traffic.write(Capability.DISPATCH, now.minusSeconds(14), now, OLD, GOOD);
        await().until(() -> mood() == Mood.WATCHING);
        assertThat(guard.state(Capability.TRACKING).map(GuardState::mood)).contains(Mood.IDLE);
        assertThat(guard.move(Capability.DISPATCH)).isEmpty();
        assertThat(editor.state(Flag.DISPATCH).version()).isEqualTo(1);
    }

    @Test
    void whatHitsBothSidesIsAnAlarmAndMovesNothing() throws Exception {
        canary(Duration.ofMinutes(3));
        asItHappens(Doing.serving(Side.MONOLITH, 50, 0.4, 20), Doing.serving(Side.SERVICE, 50, 0.5, 20));

        await().atMost(Duration.ofSeconds(30)).until(() -> mood() == Mood.ALARMED);

        assertThat(figure("orkestro.guard.alarmed")).isEqualTo(1);
        assertThat(Browser.loggedIn(port, "viewer", ConsoleTest.VIEWER)
                        .open("/migration/dispatch")
                        .body())
                .contains("alarmed", "Both sides are in trouble");
        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.CANARY);
    }

    @Test
    void whatAnEdgeTellsTooLateIsNoEvidence() {
        canary(Duration.ofMinutes(3));
        Instant now = Instant.now();
        traffic.write(Capability.DISPATCH, now.minusSeconds(170), now.minusSeconds(60), OLD, GOOD);
        await().until(() -> mood() == Mood.WATCHING);

        traffic.write(Capability.DISPATCH, now.minusSeconds(59), now.minusSeconds(17), OLD, DOWN);

        await().during(Duration.ofSeconds(3)).until(() -> mood() == Mood.WATCHING);
        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.CANARY);
    }

    @Test
    void withTheMonolithRetiredItRestsAndTroubleIsAnAlarm() {
        canary(Duration.ofMinutes(3));
        jdbc.sql("update flag_state set stage = 'complete'").update();
        await().until(() -> state().map(GuardState::words).orElse("").contains("part is retired"));
        assertThat(mood()).isEqualTo(Mood.IDLE);

        Instant now = Instant.now();
        traffic.write(Capability.DISPATCH, now.minusSeconds(14), now, DOWN);

        await().until(() -> mood() == Mood.ALARMED);
        assertThat(state().orElseThrow().words()).contains("nothing to go back to");
        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.COMPLETE);
    }

    @Test
    void whatAPersonChangedMeanwhileStands() {
        canary(Duration.ofMinutes(3));
        FlagState judged = editor.state(Flag.DISPATCH);
        editor.canary("grace", Flag.DISPATCH, "acme shop", judged.version());

        Optional<FlagState> moved = editor.flags()
                .stepBack(Capability.DISPATCH, judged.version(), "guard", "Guard: too late", after -> {
                    throw new AssertionError("nothing goes along with a move that is not made");
                });

        assertThat(moved).isEmpty();
        assertThat(editor.state(Flag.DISPATCH).changedBy()).isEqualTo("grace");
        assertThat(guard.move(Capability.DISPATCH)).isEmpty();
    }

    @Test
    void ofTwoConsolesOneJudgesAndTheOtherTakesOver() throws Exception {
        long audited = count("select count(*) from audit_entry where actor = 'guard'");
        ConfigurableApplicationContext other = anotherConsole();
        canary(Duration.ofMinutes(3));
        asItHappens(OLD, FAILING);

        await().atMost(Duration.ofSeconds(45))
                .until(() -> editor.state(Flag.DISPATCH).inForce() == Stage.SHADOW);
        await().during(Duration.ofSeconds(3))
                .until(() -> editor.state(Flag.DISPATCH).inForce() == Stage.SHADOW);

        assertThat(count("select count(*) from audit_entry where actor = 'guard'"))
                .isEqualTo(audited + 1);
        assertThat(locks()).isEqualTo(1);

        jdbc.sql("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and classid ="
                        + " :high and objid = :low and database = (select oid from pg_database where datname ="
                        + " current_database())")
                .param("high", 0x6f726b67)
                .param("low", 0x75617264)
                .query((row, number) -> "")
                .list();
        await().until(() -> locks() == 1);
        Instant since = Instant.now();
        await().until(() -> state().orElseThrow().lookedAt().isAfter(since));
        assertThat(other.isRunning()).isTrue();
    }

    private ConfigurableApplicationContext anotherConsole() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.port", 0);
        settings.put("spring.datasource.url", server.getJdbcUrl());
        settings.put("spring.datasource.username", String.valueOf(server.getUsername()));
        settings.put("spring.datasource.password", server.getPassword() == null ? "" : server.getPassword());
        for (String name : List.of(
                "orkestro.messaging.prefix",
                "spring.rabbitmq.addresses",
                "orkestro.console.admin-password",
                "spring.autoconfigure.exclude")) {
            Optional.ofNullable(environment.getProperty(name)).ifPresent(value -> settings.put(name, value));
        }
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
        ConfigurableApplicationContext console = SpringApplication.run(ConsoleApplication.class, arguments);
        opened.add(console);
        return console;
    }

    /** Two edges write each second when it is over. */
    private void asItHappens(Doing... doings) {
        ScheduledExecutorService edges = Executors.newSingleThreadScheduledExecutor();
        opened.add(edges::shutdownNow);
        edges.scheduleAtFixedRate(
                () -> {
                    Instant now = Instant.now();
                    traffic.write(Capability.DISPATCH, now.minusSeconds(1), now, doings);
                },
                0,
                1,
                TimeUnit.SECONDS);
    }

    private void canary(Duration ago) {
        editor.canary("ada", Flag.DISPATCH, "acme", 0);
        changed(ago);
    }

    /** Edges have followed the change long ago. */
    private void changed(Duration ago) {
        jdbc.sql("update flag_state set changed_at = now() - cast(:ago as interval)")
                .param("ago", ago.toSeconds() + " seconds")
                .update();
    }

    private double movesCounted() {
        return meters.counter("orkestro.guard.moves", "capability", "dispatch").count();
    }

    private double figure(String name) {
        return meters.get(name).tag("capability", "dispatch").gauge().value();
    }

    private Mood mood() {
        return state().map(GuardState::mood).orElse(Mood.IDLE);
    }

    private Optional<GuardState> state() {
        return guard.state(Capability.DISPATCH);
    }

    private long locks() {
        return count("select count(*) from pg_locks where locktype = 'advisory' and granted and classid = "
                + 0x6f726b67 + " and objid = " + 0x75617264
                + " and database = (select oid from pg_database where datname = current_database())");
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private String newestAudit() {
        return jdbc.sql("select actor || ' ' || action || ' ' || subject || ' ' || (after->>'words') || ' ' || reason"
                        + " from audit_entry order by id desc limit 1")
                .query(String.class)
                .single();
    }
}
