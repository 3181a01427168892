package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orkestro.gateway.console.FlagTable.Editor;
import io.orkestro.gateway.console.FlagTable.Editor.Traces;
import io.orkestro.gateway.console.TestDoors.Door;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagRefused;
import io.orkestro.gateway.flags.FlagRefused.Kind;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.RoutingDocument;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.routing.Stage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.togglz.core.repository.FeatureState;

/** A change of a flag is one transaction, of one person, who has seen what is changed. */
@ConsoleTest
class FlagChangesIT {

    @Autowired
    private Editor editor;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    @Autowired
    private RabbitTemplate broker;

    @Value("${orkestro.messaging.prefix}")
    private String prefix;

    @Autowired
    private Witness.Heard heard;

    @Autowired
    private Door monolithDoor;

    @Autowired
    private Door dispatchDoor;

    @BeforeEach
    void nothingHasMoved() {
        editor.untouched();
        monolithDoor.reset();
        dispatchDoor.reset();
    }

    @Test
    void aChangeIsStateTableAuditMessageAndBell() throws Exception {
        Traces before = editor.traces();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen routing_table");

            editor.edit(
                    "ada",
                    Flag.DISPATCH,
                    true,
                    "canary",
                    Map.of("keys", "acme", "excludedKeys", "shop", "percent", "12.5", "reason", "first retailer"),
                    0);

            assertThat(connection.unwrap(PGConnection.class).getNotifications(5000))
                    .singleElement()
                    .satisfies(bell -> assertThat(bell.getParameter()).isEqualTo(Long.toString(before.version() + 1)));
            statement.execute("unlisten *");
        }
        Traces after = editor.traces();
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.followed()).isEqualTo(before.followed() + 1);
        assertThat(after.audited()).isEqualTo(before.audited() + 1);
        assertThat(jdbc.sql("select actor || '|' || subject || '|' || (before->>'words') || '|' ||"
                                + " (after->>'words') || '|' || reason from audit_entry order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo("ada|DISPATCH|Off|Canary: acme, 12.50 %, without shop|first retailer");
        assertThat(editor.flags().table().decide(new RoutingKey("acme")).encoded())
                .isEqualTo("SMMM");
        RoutingDocument told = told(after.version());
        assertThat(told).isEqualTo(RoutingDocument.of(editor.flags().table()));
        assertThat(told.placements().get("DISPATCH"))
                .satisfies(place -> assertThat(place.basisPoints()).isEqualTo(1250));
    }

    @Test
    void whatIsToldIsWhatWasPromised() {
        String queue = broker.execute(channel -> {
            String name = channel.queueDeclare().getQueue();
            channel.queueBind(name, prefix + "routing", "event.#");
            return name;
        });

        editor.canary("ada", Flag.DISPATCH, "acme", 0);

        Message message = Objects.requireNonNull(broker.receive(String.valueOf(queue), 10_000));
        String told = new String(message.getBody(), StandardCharsets.UTF_8);
        Contracts.assertDescribed(told);
        assertThat(told).contains("\"stage\":\"CANARY\"", "\"subject\":\"routing\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flag_state", "audit_entry", "outbox", "routing_table", "followed_version"})
    void aCrashAnywhereInTheMiddleLeavesNothingOfIt(String table) {
        editor.canary("ada", Flag.DISPATCH, "acme", 0);
        Traces before = editor.traces();
        jdbc.sql("""
            create function die() returns trigger language plpgsql as
            $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$\
            """).update();
        jdbc.sql("create trigger dies before insert or update on %s for each row execute function die()"
                        .formatted(table))
                .update();
        try {
            assertThatThrownBy(() -> editor.edit("ada", Flag.DISPATCH, false, null, Map.of(), 1))
                    .isNotInstanceOf(FlagRefused.class);
        } finally {
            jdbc.sql("drop function die() cascade").update();
        }

        assertThat(editor.traces()).isEqualTo(before);
        editor.edit("ada", Flag.DISPATCH, false, null, Map.of(), 1);
        assertThat(editor.traces().version())
                .as("and nothing stands in the way")
                .isEqualTo(before.version() + 1);
        assertThat(told(before.version() + 1)).isNotNull();
    }

    @Test
    void ofManyWhoSawTheSameOneSucceeds() throws Exception {
        Traces before = editor.traces();
        int people = 8;
        CyclicBarrier start = new CyclicBarrier(people);
        List<Callable<Boolean>> edits = IntStream.range(0, people)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    start.await();
                    try {
                        editor.canary("ops" + i, Flag.DISPATCH, "key" + i, 0);
                        return true;
                    } catch (FlagRefused refused) {
                        assertThat(refused.kind()).isEqualTo(Kind.STALE);
                        assertThat(refused.getMessage()).contains("by ops").contains("because of key");
                        return false;
                    }
                })
                .toList();

        assertThat(outcomesOf(edits)).containsOnlyOnce(true);
        assertThat(editor.traces().version()).isEqualTo(before.version() + 1);
        assertThat(editor.traces().audited()).isEqualTo(before.audited() + 1);
        assertThat(editor.state(Flag.DISPATCH).version()).isEqualTo(1);
    }

    @Test
    void peopleAtDifferentFlagsDoNotDisturbEachOther() throws Exception {
        editor.canary("ada", Flag.DISPATCH, "acme", 0);
        // As if tracking's service had been there: its door is not.
        jdbc.sql("insert into flag_state values ('TRACKING', true, 'canary',"
                        + " '{\"canary\":{\"keys\":\"acme\"}}', 1, now(), 'ada', 'x')")
                .update();
        Traces before = editor.traces();

        List<Boolean> outcomes = outcomesOf(List.of(
                () -> {
                    editor.canary("ada", Flag.DISPATCH, "acme shop", 1);
                    return true;
                },
                () -> {
                    editor.edit("bob", Flag.TRACKING, false, null, Map.of(), 1);
                    return true;
                }));

        assertThat(outcomes).containsExactly(true, true);
        assertThat(editor.traces().version()).isEqualTo(before.version() + 2);
        assertThat(editor.flags().table().placementOf(Capability.DISPATCH).keys())
                .hasSize(2);
        assertThat(editor.flags().table().placementOf(Capability.TRACKING).stage())
                .isEqualTo(Stage.OFF);
    }

    @Test
    void aForgottenTabOverwritesNothing() {
        editor.canary("ada", Flag.DISPATCH, "acme", 0);
        editor.canary("bob", Flag.DISPATCH, "acme shop", 1);
        Traces before = editor.traces();

        assertThatExceptionOfType(FlagRefused.class)
                .isThrownBy(() -> editor.canary("ada", Flag.DISPATCH, "acme cafe", 1))
                .withMessageContaining("by bob")
                .withMessageContaining("Canary: acme, shop, 0.00 %");
        assertThatExceptionOfType(FlagRefused.class)
                .as("nor does a forgotten switch")
                .isThrownBy(() -> editor.edit("ada", Flag.DISPATCH, false, null, Map.of(), 1));
        assertThat(editor.traces()).isEqualTo(before);
    }

    @Test
    void switchingOffKeepsWhatEveryStageHad() {
        editor.edit(
                "ada",
                Flag.DISPATCH,
                true,
                "canary",
                Map.of("keys", "acme", "percent", "50", "reason", "half of them"),
                0);
        editor.edit("ada", Flag.DISPATCH, true, "live", Map.of("reason", "all of them"), 1);

        editor.edit("ada", Flag.DISPATCH, false, null, Map.of(), 2);

        FeatureState kept = editor.features().getFeatureState(Flag.DISPATCH);
        assertThat(kept.isEnabled()).isFalse();
        assertThat(kept.getStrategyId()).isEqualTo("live");
        assertThat(kept.getParameterMap())
                .containsEntry("keys", "acme")
                .containsEntry("percent", "50.00")
                .containsEntry("version", "3")
                .doesNotContainKey("reason");
        assertThat(editor.state(Flag.DISPATCH).reason()).isEqualTo("kill switch");
    }

    @Test
    void togglzOwnSwitchesCannotWipeAnything() {
        editor.canary("ada", Flag.DISPATCH, "acme", 0);
        Traces before = editor.traces();

        Editor.as(
                "ada",
                "ROLE_ADMIN",
                () -> assertThatExceptionOfType(FlagRefused.class)
                        .isThrownBy(() -> editor.features().disable(Flag.DISPATCH)));

        assertThat(editor.traces()).isEqualTo(before);
    }

    @Test
    void onlyAnAdminChangesFlagsWhoeverCalls() {
        FeatureState wanted = new FeatureState(Flag.DISPATCH, true).setStrategyId("canary");

        Editor.as(
                "vera",
                "ROLE_VIEWER",
                () -> assertThatExceptionOfType(FlagRefused.class)
                        .isThrownBy(() -> editor.features().setFeatureState(wanted))
                        .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN)));
        assertThatExceptionOfType(FlagRefused.class)
                .isThrownBy(() -> editor.features().setFeatureState(wanted));
    }

    @Test
    void nobodyIsMovedToAServiceThatIsNotReady() {
        Traces before = editor.traces();

        monolithDoor.say("/internal/handover", TestDoors.NOT_BACKFILLED);
        assertNotReady(Flag.DISPATCH, "the backfill of kind “delivery” is not finished (41 told so far)");
        monolithDoor.say("/internal/handover", "{}");
        assertNotReady(Flag.DISPATCH, "reports nothing that could be moved");
        monolithDoor.reset();
        dispatchDoor.say("/internal/handover", TestDoors.BACKFILLED.replace("16:31", "16:29"));
        assertNotReady(Flag.DISPATCH, "has not heard all of the backfill");
        dispatchDoor.say("/internal/handover", "{}");
        assertNotReady(Flag.DISPATCH, "has not heard all of the backfill");
        dispatchDoor.refuse(503);
        assertNotReady(Flag.DISPATCH, "it said 503");
        assertNotReady(Flag.TRACKING, "no internal door");
        assertThat(editor.traces()).isEqualTo(before);

        dispatchDoor.reset();
        editor.canary("ada", Flag.DISPATCH, "acme", 0);
        dispatchDoor.refuse(503);
        editor.canary("ada", Flag.DISPATCH, "shop", 1);
        editor.edit("ada", Flag.DISPATCH, false, null, Map.of(), 2);
        assertThat(editor.state(Flag.DISPATCH).version())
                .as("who serves already may be changed, and switched off, at any time")
                .isEqualTo(3);
    }

    @Test
    void whoIsBornLaterHearsTheTableTooAndNothingHasChanged() {
        Traces before = editor.traces();
        heard.tables().clear();

        editor.flags().tellAgain();

        assertThat(told(before.version()))
                .isEqualTo(RoutingDocument.of(editor.flags().table()));
        assertThat(editor.traces()).isEqualTo(before);
    }

    @Test
    void aChangeIsReadByWhoListensWithinABlink() throws Exception {
        editor.canary("ada", Flag.DISPATCH, "acme", 0);
        int changes = 60;
        List<Long> micros = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ExecutorService ops = Executors.newSingleThreadExecutor()) {
            statement.execute("listen routing_table");
            for (int i = 1; i <= changes; i++) {
                String keys = "key" + i;
                long version = i;
                Future<Long> committed = ops.submit(() -> {
                    editor.canary("ada", Flag.DISPATCH, keys, version);
                    return System.nanoTime();
                });
                assertThat(connection.unwrap(PGConnection.class).getNotifications(5000))
                        .isNotEmpty();
                try (ResultSet table = statement.executeQuery("select document from routing_table")) {
                    table.next();
                    assertThat(table.getString(1)).contains(keys);
                }
                micros.add(Math.max(0, System.nanoTime() - committed.get()) / 1000);
            }
            statement.execute("unlisten *");
        }
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "Commit, bell, read over %d changes: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                changes,
                sorted[changes / 2] / 1000.0,
                sorted[changes * 99 / 100] / 1000.0,
                sorted[changes - 1] / 1000.0);
        assertThat(Arrays.stream(sorted).max().orElseThrow()).isLessThan(1_000_000);
    }

    private void assertNotReady(Flag flag, String words) {
        assertThatExceptionOfType(FlagRefused.class)
                .isThrownBy(() -> editor.canary("ada", flag, "acme", 0))
                .withMessageContaining(words)
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.NOT_READY));
    }

    private RoutingDocument told(long version) {
        await().until(() -> heard.tables().stream().anyMatch(table -> table.version() == version));
        return heard.tables().stream()
                .filter(table -> table.version() == version)
                .findAny()
                .orElseThrow();
    }

    private static List<Boolean> outcomesOf(List<Callable<Boolean>> edits) throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(edits.size())) {
            List<Boolean> outcomes = new ArrayList<>();
            for (Future<Boolean> edit : people.invokeAll(edits)) {
                outcomes.add(edit.get());
            }
            return outcomes;
        }
    }
}
