package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.gateway.console.TestDoors.Door;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What applications say through their internal doors, and what they are told. */
@ConsoleTest
class PeerPagesIT {

    private static final String MESSAGE = "019ab0f4-1222-7c3a-9d2e-5b1e00c403e6";
    static final String ONE_PARKED = """
        {"count":1,"messages":[{"id":"%s","consumer":"dispatch","exchange":"courier-marketplace",
          "type":"quotes.ready.v1","subject":"dlv_acme_k2v7q4m5x3tz6yw2n7b4c5d6ea","envelope":"{\\"data\\":\\"Grace Lin\\"}",
          "reason":"IllegalStateException: <b>no</b>","attempts":4,"parkedAt":"2026-11-20T16:30:00Z"}]}\
        """.formatted(MESSAGE);

    @LocalServerPort
    private int port;

    @Autowired
    private Door monolithDoor;

    @Autowired
    private Door dispatchDoor;

    @Autowired
    private JdbcClient jdbc;

    private Browser admin;

    @BeforeEach
    void everybodyIsWell() throws Exception {
        monolithDoor.reset();
        dispatchDoor.reset();
        admin = Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);
    }

    @Test
    void parkedMessagesOfEveryApplicationAreOnOnePage() throws Exception {
        monolithDoor.say("/internal/parked", ONE_PARKED);

        String page = admin.open("/parked").body();

        assertThat(page)
                .contains("quotes.ready.v1", "no&lt;/b&gt;", "Nothing is parked.")
                .contains("href=\"/togglz-console/deliveries/dlv_acme_k2v7q4m5x3tz6yw2n7b4c5d6ea\"")
                .contains(
                        "Without an internal door in this installation: courier-marketplace-service, tracking-service")
                .as("what is in a message may be personal")
                .doesNotContain("Grace Lin");
    }

    @Test
    void anApplicationThatIsSilentIsSaidSoAndTheOthersAreThere() throws Exception {
        monolithDoor.say("/internal/parked", ONE_PARKED);
        dispatchDoor.refuse(500);

        HttpResponse<String> page = admin.open("/parked");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("quotes.ready.v1", "dispatch-service does not answer: it said 500.");
    }

    @Test
    void whyACourierIsAskedLessIsOnItsPage() throws Exception {
        assertThat(admin.open("/couriers").body())
                .contains("courier-marketplace-service has no internal door in this installation.");
    }

    @Test
    void whatIsWrongIsToldBeforeAnybodyLooksForIt() throws Exception {
        assertThat(admin.open("/migration").body()).doesNotContain(" lags ", "Parked messages");

        Instant now = Instant.now();
        monolithDoor.say("/internal/handover/heard", heard(now, now));
        dispatchDoor.say("/internal/handover/heard", heard(now.minusSeconds(240), now));
        dispatchDoor.say("/internal/parked", ONE_PARKED);
        assertThat(admin.open("/migration").body())
                .contains("dispatch-service lags 4 min behind legacy-monolith. What it did has left there")
                .containsPattern("monolith’s \\d\\.\\d s old, service’s 4 min old")
                .contains("Parked messages</a>: 1 at dispatch-service.");

        monolithDoor.say("/internal/handover/heard", heard(now, now.minusSeconds(180)));
        assertThat(admin.open("/migration/dispatch").body())
                .contains("legacy-monolith. Messages of it wait to leave there, the oldest for 3 min.");
        assertThat(admin.open("/migration/tracking").body()).doesNotContain(" lags ");

        monolithDoor.refuse(500);
        assertThat(admin.open("/migration").body())
                .contains("legacy-monolith does not answer: it said 500.")
                .as("what a silent side has not said is not late")
                .doesNotContain(" lags ");
    }

    private static String heard(Instant upTo, Instant unsentSince) {
        return "{\"DISPATCH\":{\"upTo\":\"%s\",\"unsentSince\":\"%s\"}}".formatted(upTo, unsentSince);
    }

    @Test
    void aMessageIsReplayedOrDiscardedAndTheAuditKnows() throws Exception {
        monolithDoor.say("/internal/parked", ONE_PARKED);
        admin.open("/parked");

        admin.send("/parked/legacy-monolith/dispatch/" + MESSAGE + "/replay", Map.of());
        assertThat(admin.open("/parked").body()).contains("The message was replayed.");
        admin.send("/parked/legacy-monolith/dispatch/" + MESSAGE + "/discard", Map.of("reason", ""));
        assertThat(admin.open("/parked").body()).contains("Say why").contains("Nothing was done");
        admin.send("/parked/legacy-monolith/dispatch/" + MESSAGE + "/discard", Map.of("reason", "a test's leftover"));
        assertThat(admin.open("/parked").body()).contains("The message was discarded.");

        assertThat(monolithDoor.posted())
                .containsExactly(
                        "/internal/parked/dispatch/" + MESSAGE + "/replay",
                        "/internal/parked/dispatch/" + MESSAGE + "/discard");
        assertThat(newestAudits(2))
                .containsExactly(
                        "admin parked.discarded discarded by legacy-monolith a test's leftover",
                        "admin parked.replayed replayed by legacy-monolith -");
    }

    @Test
    void whatOneCauseHasParkedIsReplayedAtOnce() throws Exception {
        String other = "019ab0f4-1222-7c3a-9d2e-5b1e00c403e7";
        String second = ONE_PARKED.substring(ONE_PARKED.indexOf('[') + 1).replace(MESSAGE, other);
        monolithDoor.say("/internal/parked", ONE_PARKED.replace("]}", ",") + second);
        monolithDoor.say("/internal/parked/dispatch/" + other + "/replay", "{\"done\":false}");
        assertThat(admin.open("/parked").body()).contains("Replay these 2, the oldest first");

        admin.send("/parked/legacy-monolith/replay", Map.of());

        String words = "1 replayed by legacy-monolith, 1 failed again, with the reasons below";
        assertThat(admin.open("/parked").body()).contains(words);
        assertThat(monolithDoor.posted())
                .containsExactly(
                        "/internal/parked/dispatch/" + MESSAGE + "/replay",
                        "/internal/parked/dispatch/" + other + "/replay");
        assertThat(newestAudits(1)).containsExactly("admin parked.replayed " + words + " -");
        Browser viewer = Browser.loggedIn(port, "viewer", ConsoleTest.VIEWER);
        assertThat(viewer.open("/parked").body()).doesNotContain("Replay these");
        assertThat(viewer.send("/parked/legacy-monolith/replay", Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aReplayThatFailsIsNotCalledASuccess() throws Exception {
        monolithDoor.say("/internal/parked/dispatch/" + MESSAGE + "/replay", "{\"done\":false}");
        admin.open("/parked");

        admin.send("/parked/legacy-monolith/dispatch/" + MESSAGE + "/replay", Map.of());
        assertThat(admin.open("/parked").body()).contains("Not replayed").doesNotContain("was replayed");
        assertThat(newestAudits(1)).containsExactly("admin parked.replayed not replayed by legacy-monolith -");

        monolithDoor.refuse(503);
        admin.send("/parked/legacy-monolith/dispatch/" + MESSAGE + "/replay", Map.of());
        assertThat(admin.open("/parked").body()).contains("Not replayed: legacy-monolith does not answer");
        assertThat(newestAudits(1).getFirst()).contains("outcome unknown");
    }

    @Test
    void aCapabilitysPageShowsBothSidesReports() throws Exception {
        String page = admin.open("/migration/dispatch").body();

        assertThat(page)
                .contains(
                        "legacy-monolith",
                        "dispatch-service",
                        "delivery",
                        ">41<",
                        ">7<",
                        "20 Nov 2026, 16:31 UTC",
                        "all it owns")
                .doesNotContain("courier<");

        monolithDoor.say("/internal/handover", TestDoors.NOT_BACKFILLED);
        assertThat(admin.open("/migration/dispatch").body()).contains("not yet", "41 told");
        assertThat(admin.open("/migration/tracking").body()).contains("has no internal door");
        assertThat(admin.open("/migration/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void backfillSweepAndSeizeAreBegunAndRecorded() throws Exception {
        admin.open("/migration/dispatch");

        admin.send("/migration/dispatch/monolith/delivery/backfill", Map.of());
        assertThat(admin.open("/migration/dispatch").body()).contains("Begun: backfill delivery at legacy-monolith");
        admin.send("/migration/dispatch/service/delivery/sweep", Map.of());
        admin.open("/migration/dispatch");
        admin.send("/migration/dispatch/service/delivery/seize", Map.of());
        assertThat(admin.open("/migration/dispatch").body()).contains("Say why");
        admin.send("/migration/dispatch/service/delivery/seize", Map.of("reason", "the monolith burnt down"));

        assertThat(monolithDoor.posted()).containsExactly("/internal/handover/delivery/backfill");
        assertThat(dispatchDoor.posted())
                .containsExactly("/internal/handover/delivery/sweep", "/internal/handover/delivery/seize");
        assertThat(newestAudits(3))
                .containsExactly(
                        "admin handover.seize seize delivery at dispatch-service the monolith burnt down",
                        "admin handover.sweep sweep delivery at dispatch-service -",
                        "admin handover.backfill backfill delivery at legacy-monolith -");
        assertThat(admin.open("/audit?subject=DISPATCH").body()).contains("handover.seize", "the monolith burnt down");
    }

    @Test
    void whatDidNotBeginIsSaidSo() throws Exception {
        dispatchDoor.refuse(503);
        admin.open("/migration/dispatch");

        admin.send("/migration/dispatch/service/delivery/sweep", Map.of());

        assertThat(admin.open("/migration/dispatch").body())
                .contains("Not begun: dispatch-service does not answer: it said 503.");
        assertThat(newestAudits(1).getFirst()).contains("outcome unknown");
        assertThat(admin.send("/migration/dispatch/service/Del..y/sweep", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(admin.send("/migration/dispatch/service/delivery/explode", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theAuditIsReadAPageAtATime() throws Exception {
        for (int i = 0; i < 51; i++) {
            jdbc.sql("insert into audit_entry (at, actor, action, subject, after, reason)"
                            + " values (now(), 'ada', 'paged', 'page-test', '{}', ?)")
                    .param("entry " + i + ".")
                    .update();
        }

        String first = admin.open("/audit?subject=page-test").body();
        assertThat(first).contains("entry 50.", "entry 1.").doesNotContain("entry 0.");
        String older = first.replaceAll("(?s).*href=\"/togglz-console(/audit[^\"]*below=\\d+)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(admin.open(older).body()).contains("entry 0.").doesNotContain("entry 1.");
    }

    private List<String> newestAudits(int count) {
        return jdbc.sql("select actor || ' ' || action || ' ' || (after->>'words') || ' ' || coalesce(reason, '-')"
                        + " from audit_entry order by id desc limit ?")
                .param(count)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }
}
