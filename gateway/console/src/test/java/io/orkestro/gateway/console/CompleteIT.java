package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orkestro.gateway.console.FlagTable.Editor;
import io.orkestro.gateway.console.TestDoors.Door;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.gateway.flags.FlagRefused;
import io.orkestro.gateway.flags.FlagRefused.Kind;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The last step, and the way back from it: refused in words until both sides say that nothing is lost by it. */
@ConsoleTest
class CompleteIT {

    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private Door monolithDoor;

    @Autowired
    private Door dispatchDoor;

    @Autowired
    private Editor editor;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void dispatchIsLiveAndTheMonolithOwnsNothing() {
        monolithDoor.reset();
        dispatchDoor.reset();
        editor.untouched();
        editor.canary("ada", Flag.DISPATCH, "acme", 0);
        edit("live", Map.of(), 1);
        liveSince(Duration.ofMinutes(5));
        monolithDoor.say("/internal/handover", report(Map.of()));
        dispatchDoor.say("/internal/handover", report(Map.of("owned", 48)));
    }

    @AfterEach
    void nothingHasMoved() {
        editor.untouched();
        monolithDoor.reset();
        dispatchDoor.reset();
    }

    @Test
    void whoOwnsNothingCanBeRetired() {
        edit("complete", Map.of(), 2);

        assertThat(editor.state(Flag.DISPATCH).words()).isEqualTo("Complete");
        assertThat(editor.flags().table().placementOf(Capability.DISPATCH).isRetired())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "owned,     3, still owns 3 of kind “delivery”",
        "unsent,    4, 4 messages of this capability still to send",
        "unhandled, 2, could not handle 2 messages",
        "findings,  1, legacy-monolith has 1 open findings"
    })
    void whatTheMonolithHasToDoYetIsSaid(String field, int count, String words) {
        monolithDoor.say("/internal/handover", report(Map.of(field, count)));

        assertThat(refusal("complete", Map.of(), 2)).contains(words);

        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.LIVE);
    }

    @Test
    void whatTheServiceHasNotHeardOrAgreedToIsSaid() {
        dispatchDoor.say(
                "/internal/handover",
                report(Map.of(
                        "watermark", Instant.now().minus(Duration.ofMinutes(5)).toString())));
        assertThat(refusal("complete", Map.of(), 2)).contains("dispatch-service has not heard all");

        dispatchDoor.say("/internal/handover", report(Map.of("findings", 5)));
        assertThat(refusal("complete", Map.of(), 2)).contains("dispatch-service has 5 open findings");
    }

    @Test
    void whoSaysNothingIsNotRetired() {
        monolithDoor.refuse(500);
        assertThat(refusal("complete", Map.of(), 2)).contains("cannot be retired now", "legacy-monolith", "500");
        monolithDoor.refuse(0);
        monolithDoor.say("/internal/handover", "{}");
        assertThat(refusal("complete", Map.of(), 2)).contains("reports nothing of this capability");
    }

    @Test
    void requestsThatWereDecidedBeforeAreWaitedFor() {
        liveSince(Duration.ofSeconds(20));

        assertThat(refusal("complete", Map.of(), 2)).contains("only since 2", "may be under way for a minute");
    }

    @Test
    void theWayBackIsToldAndHeardBeforeItIsLive() {
        edit("complete", Map.of(), 2);
        FlagRefused untick = refused(null, Map.of(), 3, false);
        assertThat(untick.kind()).isEqualTo(Kind.ILLEGAL);
        assertThat(untick.getMessage()).contains("Return “yes”");

        edit("complete", Map.of("returning", "yes"), 3);
        long returning = editor.flags().table().placementOf(Capability.DISPATCH).returning();
        assertThat(returning).isEqualTo(editor.flags().table().version());

        assertThat(refusal("live", Map.of(), 4))
                .as("what was told before it went does not count")
                .contains("dispatch-service is still telling it of kind “delivery”");
        dispatchDoor.say(
                "/internal/handover",
                report(Map.of(
                        "backfilledFor",
                        returning,
                        "backfilledAt",
                        Instant.now().plusSeconds(60).toString())));
        assertThat(refusal("live", Map.of(), 4)).contains("legacy-monolith has not heard all");
        dispatchDoor.say("/internal/handover", report(Map.of("backfilledFor", returning, "backfilled", false)));
        assertThat(refusal("live", Map.of(), 4)).contains("is still telling");
        dispatchDoor.say("/internal/handover", report(Map.of("backfilledFor", returning)));

        edit("live", Map.of(), 4);

        assertThat(editor.state(Flag.DISPATCH).words()).isEqualTo("Live");
        assertThat(editor.flags().table().placementOf(Capability.DISPATCH).returning())
                .isZero();
    }

    @Test
    void opsFindItInTheFormAndTakeWhatIsLeft() throws Exception {
        Browser admin = Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);

        assertThat(admin.open("/edit?f=DISPATCH").body())
                .containsSubsequence("3 Live", "4 Complete")
                .contains("name=\"returning\"");
        admin.open("/migration/dispatch");
        admin.send("/migration/dispatch/service/delivery/take", Map.of());
        assertThat(admin.open("/migration/dispatch").body()).contains("Begun: take delivery at dispatch-service");
        assertThat(dispatchDoor.posted()).containsExactly("/internal/handover/delivery/take");
    }

    private String refusal(String stage, Map<String, String> parameters, long version) {
        FlagRefused refused = refused(stage, parameters, version, true);
        assertThat(refused.kind()).isEqualTo(Kind.NOT_READY);
        return refused.words().getFirst();
    }

    private FlagRefused refused(@Nullable String stage, Map<String, String> parameters, long version, boolean enabled) {
        FlagRefused refused = catchThrowableOfType(
                FlagRefused.class,
                () -> editor.edit("ada", Flag.DISPATCH, enabled, stage, because(parameters), version));
        assertThat(refused).isNotNull();
        return refused;
    }

    private void edit(String stage, Map<String, String> parameters, long version) {
        editor.edit("ada", Flag.DISPATCH, true, stage, because(parameters), version);
    }

    private static Map<String, String> because(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("reason", "because");
        return all;
    }

    private void liveSince(Duration ago) {
        jdbc.sql("update routing_table set document = jsonb_set(document, '{placements,DISPATCH,changedAt}',"
                        + " to_jsonb(cast(? as text)))")
                .param(Instant.now().minus(ago).toString())
                .update();
    }

    private static String report(Map<String, Object> said) {
        ObjectNode kind = (ObjectNode) JSON.readTree("""
            {"capability":"DISPATCH","owned":0,"replicas":48,"fences":0,"backfilled":true,
             "backfilledAt":"2026-01-20T16:30:00Z","backfilledFor":0,"told":48,"findings":0,"unsent":0,"unhandled":0}\
            """);
        kind.put("watermark", Instant.now().toString());
        said.forEach((field, value) -> kind.set(field, JSON.valueToTree(value)));
        return JSON.createObjectNode().set("delivery", kind).toString();
    }
}
