package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.gateway.console.FlagTable.Editor;
import io.orkestro.gateway.console.FlagTable.Editor.Traces;
import io.orkestro.gateway.console.TestDoors.Door;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.platform.routing.Stage;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Flags by hand: the list, the form, refusals in words. */
@ConsoleTest
class FlagPagesIT {

    private static final Map<String, String> ACME = Map.of(
            "f", "DISPATCH",
            "enabled", "enabled",
            "strategy", "canary",
            "keys", "acme",
            "excludedKeys", "",
            "percent", "12.5",
            "reason", "first retailer",
            "version", "0");

    @LocalServerPort
    private int port;

    @Autowired
    private Editor editor;

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
    void theConsoleBeginsWithTheFlags() throws Exception {
        HttpResponse<String> home = admin().open("");

        assertThat(home.headers().firstValue("Location")).contains("/togglz-console/index");
        assertThat(admin().open("/index").body())
                .contains("Dispatch", "Courier marketplace", "Tracking", "Notification", "never touched")
                .contains("/togglz-console/migration/dispatch", "/togglz-console/audit?subject=DISPATCH")
                .doesNotContain("Switch off");
    }

    @Test
    void theFormOffersTheStagesInTheirOrderAndNothingElse() throws Exception {
        String form = admin().open("/edit?f=DISPATCH").body();

        assertThat(form).containsSubsequence("2 Canary", "3 Live");
        assertThat(form).doesNotContain("Gradual", "Script", "Users", "- none -", "<script");
        assertThat(form).contains("name=\"version\" value=\"0\"");
        assertThat(admin().open("/edit?f=NONSENSE").statusCode()).isEqualTo(404);
    }

    @Test
    void aRetailerIsMovedAndTheAuditTellsIt() throws Exception {
        Browser admin = admin();
        admin.open("/edit?f=DISPATCH");

        HttpResponse<String> saved = admin.send("/edit", ACME);

        assertThat(saved.statusCode()).isEqualTo(302);
        assertThat(saved.headers().firstValue("Location"))
                .as("names no host: the console is reached through the edge")
                .contains("index");
        assertThat(admin.open("/index").body())
                .contains("Dispatch is now: Canary: acme, 12.50 %.", "first retailer", "by admin", "Switch off");
        assertThat(admin.open("/index").body()).doesNotContain("is now:");
        assertThat(admin.open("/audit?subject=DISPATCH").body())
                .contains("flag.changed", "<strong>Canary: acme, 12.50 %</strong>", "first retailer");
        assertThat(admin.open("/migration/dispatch").body()).contains("Canary: acme, 12.50 %", "first retailer");
    }

    @Test
    void aMistakeIsExplainedAndNothingTypedIsLost() throws Exception {
        Browser admin = admin();
        admin.open("/edit?f=DISPATCH");
        Traces before = editor.traces();

        HttpResponse<String> answer = admin.send("/edit", with(Map.of("keys", "Acme <b>", "percent", "12,5")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Not saved.", "Keys: ", "is not a routing key", "Percent: ", "after a point")
                .contains("value=\"Acme &lt;b&gt;\"", "value=\"12,5\"", "value=\"first retailer\"", " checked>")
                .doesNotContain("<b>");
        assertThat(editor.traces()).isEqualTo(before);
        assertThat(admin.send("/edit", with(Map.of("reason", " "))).body()).contains("Reason: say why");
        assertThat(admin.send("/edit", with(Map.of("strategy", "live"))).statusCode())
                .isEqualTo(409);
        assertThat(editor.traces()).isEqualTo(before);
    }

    @Test
    void aServiceThatIsNotReadyIsSaidSo() throws Exception {
        monolithDoor.say("/internal/handover", TestDoors.NOT_BACKFILLED);
        Browser admin = admin();
        admin.open("/edit?f=DISPATCH");

        HttpResponse<String> answer = admin.send("/edit", ACME);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("has no replicas of everything yet", "value=\"acme\"");
        assertThat(admin.open("/index").body()).contains("never touched");
    }

    @Test
    void whoWasSlowerReadsWhoWasFasterAndMayDecideAgain() throws Exception {
        Browser admin = admin();
        admin.open("/edit?f=DISPATCH");
        editor.canary("grace", Flag.DISPATCH, "shop", 0);

        HttpResponse<String> answer = admin.send("/edit", ACME);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("by grace", "“Canary: shop, 0.00 %”", "because of shop", "value=\"acme\"")
                .contains("name=\"version\" value=\"1\"");
        assertThat(editor.state(Flag.DISPATCH).words()).isEqualTo("Canary: shop, 0.00 %");
        assertThat(admin.send("/edit", with(Map.of("version", "1"))).statusCode())
                .isEqualTo(302);
    }

    @Test
    void theSwitchOnTheListSwitchesOffAndNothingElse() throws Exception {
        editor.canary("grace", Flag.DISPATCH, "shop", 0);
        Browser admin = admin();
        admin.open("/index");

        assertThat(admin.send("/edit", Map.of("f", "DISPATCH", "version", "1")).statusCode())
                .isEqualTo(302);

        assertThat(admin.open("/index").body())
                .contains("Dispatch is now: Off (keeps Canary: shop, 0.00 %).", "kill switch")
                .doesNotContain("Switch off");
        assertThat(admin.open("/edit?f=DISPATCH").body()).contains("value=\"shop\"");
    }

    @Test
    void theSwitchOfAForgottenListUndoesNothing() throws Exception {
        editor.canary("grace", Flag.DISPATCH, "shop", 0);
        Browser admin = admin();
        admin.open("/index");
        editor.canary("grace", Flag.DISPATCH, "shop cafe", 1);

        HttpResponse<String> answer = admin.send("/edit", Map.of("f", "DISPATCH", "version", "1"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("by grace", "value=\"cafe shop\"", " checked>");
        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.CANARY);
    }

    @Test
    void aViewerLooksAndDoesNotTouch() throws Exception {
        editor.canary("grace", Flag.DISPATCH, "shop", 0);
        Browser viewer = Browser.loggedIn(port, "viewer", ConsoleTest.VIEWER);
        Traces before = editor.traces();

        assertThat(viewer.open("/index").body())
                .contains("Canary: shop, 0.00 %")
                .doesNotContain("Switch off", "/edit?f=");
        assertThat(viewer.open("/migration/dispatch").body())
                .contains("delivery")
                .doesNotContain("Seize", "Backfill…");
        assertThat(viewer.open("/edit?f=DISPATCH").statusCode()).isEqualTo(403);
        assertThat(viewer.send("/edit", Map.of("f", "DISPATCH", "version", "1")).statusCode())
                .isEqualTo(403);
        assertThat(viewer.send("/migration/dispatch/monolith/delivery/backfill", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(editor.traces()).isEqualTo(before);
        assertThat(monolithDoor.posted()).isEmpty();
    }

    @Test
    void aFormFromElsewhereIsRefusedAndWhoIsNotLoggedInToo() throws Exception {
        editor.canary("grace", Flag.DISPATCH, "shop", 0);

        assertThat(admin().sendWithoutToken("/edit", Map.of("f", "DISPATCH", "version", "1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Browser(port).open("/index").headers().firstValue("Location"))
                .contains("/togglz-console/login");
        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.CANARY);
    }

    @Test
    void togglzOwnEndpointsAreNotThere() throws Exception {
        HttpURLConnection endpoint = (HttpURLConnection) URI.create("http://localhost:" + port + "/actuator/togglz")
                .toURL()
                .openConnection();

        assertThat(endpoint.getResponseCode()).isEqualTo(404);
        assertThat(admin().open("/jquery.js").statusCode()).isEqualTo(404);
    }

    private static Map<String, String> with(Map<String, String> others) {
        Map<String, String> form = new HashMap<>(ACME);
        form.putAll(others);
        return form;
    }

    private Browser admin() throws Exception {
        return Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);
    }
}
