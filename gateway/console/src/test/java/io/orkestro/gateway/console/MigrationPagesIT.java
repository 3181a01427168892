package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.gateway.console.FlagTable.Editor;
import io.orkestro.gateway.console.MadeTraffic.Doing;
import io.orkestro.gateway.console.TestDoors.Door;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.routing.Stage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** The migration's pages over HTTP: what they say, who may do what, and how fast they are. */
@ConsoleTest
class MigrationPagesIT {

    @LocalServerPort
    private int port;

    @Autowired
    private Editor editor;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private Door monolithDoor;

    @Autowired
    private Door dispatchDoor;

    @Autowired
    private List<ScheduledTaskHolder> scheduled;

    private MadeTraffic traffic;
    private Browser admin;
    private Browser viewer;

    @BeforeEach
    void nothingHasMoved() throws Exception {
        editor.untouched();
        monolithDoor.reset();
        dispatchDoor.reset();
        traffic = new MadeTraffic(template);
        traffic.forget();
        admin = Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);
        viewer = Browser.loggedIn(port, "viewer", ConsoleTest.VIEWER);
    }

    @AfterEach
    void andNothingIsLeft() {
        editor.untouched();
        traffic.forget();
    }

    @Test
    void bothSidesAreShownAsTheyWere() throws Exception {
        Instant now = Instant.now();
        traffic.write(
                Capability.DISPATCH,
                now.minusSeconds(600),
                now.minusSeconds(1),
                Doing.serving(Side.MONOLITH, 30, 0, 20),
                Doing.serving(Side.SERVICE, 10, 0.5, 20));

        String page = admin.open("/migration/dispatch").body();

        assertThat(page)
                .contains("The last 15 minutes", "class=\"line monolith\"", "class=\"line service p99\"", "<title>")
                .containsPattern("(49|50|51)\\.\\d\\d %")
                .containsPattern("2[3-6]\\.\\d %")
                .contains("It is switched off in this installation");
        assertThat(admin.open("/migration").body()).contains("Dispatch", "Tracking", "answered nothing");
        for (String span : List.of("15m", "1h", "6h", "24h", "nonsense")) {
            assertThat(admin.open("/migration/dispatch?span=" + span).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theNextStepAndWhatItLacksAreThere() throws Exception {
        assertThat(admin.open("/migration/dispatch").body()).contains("Next: Shadow", "Go to Shadow");
        editor.edit("ada", Flag.DISPATCH, true, "shadow", Map.of("sample", "5", "reason", "compare"), 0);
        monolithDoor.say("/internal/handover", TestDoors.NOT_BACKFILLED);
        assertThat(admin.open("/migration/dispatch").body())
                .contains("Next: Canary", "has no replicas of everything yet", "41 of about 41 told")
                .doesNotContain("Go to Canary");
        monolithDoor.reset();
        assertThat(admin.open("/migration/dispatch").body()).contains("Go to Canary");

        HttpResponse<String> answer = admin.send(
                "/edit",
                Map.of(
                        "f",
                        "DISPATCH",
                        "version",
                        "1",
                        "enabled",
                        "enabled",
                        "strategy",
                        "canary",
                        "keys",
                        "acme",
                        "percent",
                        "10",
                        "reason",
                        "a tenth",
                        "then",
                        "migration"));

        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(next -> assertThat(next).endsWith("migration/dispatch"));
        assertThat(admin.open("/migration/dispatch").body())
                .contains("Dispatch is now: Canary: acme, 10.00 %.", "Next: Live", "Change the canary");
        editor.edit("ada", Flag.DISPATCH, true, "live", Map.of("reason", "all"), 2);
        assertThat(admin.open("/migration/dispatch").body()).contains("Next: Complete", "part of this is retired");
        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.LIVE);
    }

    @Test
    void whatASeizureWouldLoseIsSaidBeforeIt() throws Exception {
        assertThat(admin.open("/migration/dispatch").body())
                .contains(
                        "7 rows would be taken over",
                        "What legacy-monolith did after 20 Nov 2026, 16:31:00 UTC",
                        "It is alive: it answers, and says that it owns 41.");
        monolithDoor.refuse(503);
        assertThat(admin.open("/migration/dispatch").body())
                .contains("It is silent now: legacy-monolith does not answer: it said 503.");
    }

    @Test
    void aViewerSeesAllAndChangesNothing() throws Exception {
        jdbc.sql("insert into guard_move (capability, moved_at, version, words, evidence) values ('DISPATCH', now(), 1,"
                        + " 'the service failed', '{}')")
                .update();

        String page = viewer.open("/migration/dispatch").body();

        assertThat(page)
                .contains("The guard moved this back.")
                .doesNotContain("Clear</button>", "Go to Shadow", "Seize");
        assertThat(viewer.send("/migration/dispatch/clear", Map.of("reason", "no right"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(admin.sendWithoutToken("/migration/dispatch/clear", Map.of("reason", "no token"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(jdbc.sql("select cleared_at is null from guard_move")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void onlyTheMigrationsPagesMayRunAScriptAndOnlyOurs() throws Exception {
        assertThat(policy(admin.open("/migration/dispatch"))).contains("script-src 'self';", "default-src 'none'");
        assertThat(policy(admin.open("/index"))).doesNotContain("script");
        assertThat(admin.open("/migration.js").statusCode()).isEqualTo(200);
        assertThat(admin.open("/migration/nonsense").statusCode()).isEqualTo(404);
        assertThat(admin.open("/capabilities/dispatch").headers().firstValue("Location"))
                .hasValueSatisfying(next -> assertThat(next).endsWith("/migration/dispatch"));
    }

    @Test
    void whatIsAWeekOldIsForgottenAndNothingElse() {
        Instant now = Instant.now();
        Doing old = Doing.serving(Side.MONOLITH, 20, 0, 20);
        traffic.write(
                Capability.DISPATCH,
                now.minus(Duration.ofDays(8)),
                now.minus(Duration.ofDays(8)).plusSeconds(60),
                old);
        traffic.write(Capability.DISPATCH, now.minusSeconds(60), now, old);
        traffic.compare(Capability.DISPATCH, "GET /old", now.minus(Duration.ofDays(8)), 5, 5, 0);
        traffic.differ(Capability.DISPATCH, "GET /old", now.minus(Duration.ofDays(8)), "[]");
        long young = count("select count(*) from traffic where second > now() - interval '1 day'");

        scheduled.stream()
                .flatMap(holder -> holder.getScheduledTasks().stream())
                .filter(task -> task.toString().endsWith("TrafficSweep.sweep"))
                .forEach(task -> task.getTask().getRunnable().run());

        assertThat(count("select count(*) from traffic where second < now() - interval '7 days'"))
                .isZero();
        assertThat(count("select count(*) from traffic")).isEqualTo(young).isPositive();
        assertThat(count("select count(*) from comparison")).isZero();
        assertThat(count("select count(*) from difference")).isZero();
    }

    @Test
    @Tag("long")
    void aWeekOfEverySecondIsSummedUpInTime() throws Exception {
        fill("7 days");

        assertThat(slowest("/migration/dispatch?span=24h&live=true")).isLessThan(3000);
        assertThat(slowest("/migration/dispatch?span=15m&live=true")).isLessThan(500);
        assertThat(slowest("/migration")).isLessThan(1000);
    }

    /** Each capability, side and edge, each second. */
    private void fill(String time) {
        template.execute(
                "insert into traffic (second, edge, capability, side, role, requests, refused, failed, timed_out,"
                        + " unreached, latency) select s, e, c, d, 'served', 12, 0, 0, 0, 0,"
                        + " '{0,0,1,2,3,2,1,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0}' from generate_series(date_trunc('second',"
                        + " now()) - interval '" + time + "', date_trunc('second', now()), interval '1 second') s,"
                        + " unnest(array['edge-1', 'edge-2']) e,"
                        + " unnest(array['DISPATCH', 'COURIER_MARKETPLACE',"
                        + " 'TRACKING', 'NOTIFICATION']) c, unnest(array['MONOLITH',"
                        + " 'SERVICE']) d");
        template.execute("analyze traffic");
    }

    /** Milliseconds, of three times. */
    private long slowest(String path) throws Exception {
        long slowest = 0;
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            assertThat(admin.open(path).statusCode()).isEqualTo(200);
            slowest = Math.max(slowest, (System.nanoTime() - begin) / 1_000_000);
        }
        System.out.printf("%s with %,d rows of traffic: %d ms%n", path, count("select count(*) from traffic"), slowest);
        return slowest;
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static String policy(HttpResponse<String> page) {
        return page.headers().firstValue("Content-Security-Policy").orElse("");
    }
}
