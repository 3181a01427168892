package io.orkestro.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.gateway.neighbour.Neighbour.Letters;
import io.orkestro.gateway.neighbour.Neighbours;
import io.orkestro.gateway.neighbour.Parcels;
import io.orkestro.platform.messaging.ParkedMessages;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.testing.TestServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The console before real inner doors: what {@link PeerPagesIT} says of them, they do. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.console.admin-password=" + ConsoleTest.ADMIN,
            "orkestro.console.viewer-password=" + ConsoleTest.VIEWER,
            ConsoleTest.NO_GUARD,
            ConsoleTest.NO_HANDOVER
        })
@ContextConfiguration(initializers = InnerDoorsIT.Addresses.class)
@Import(TestServers.class)
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InnerDoorsIT {

    /** Of both neighbours; and of one that shares another secret with the console than the console believes. */
    static final class Addresses implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Neighbours neighbours = new Neighbours();
            context.getBeanFactory().registerSingleton("neighbours", neighbours);
            Map<String, Object> peers = new HashMap<>();
            for (Side side : Side.values()) {
                peers.put("orkestro.internal.peers." + Neighbours.nameOf(side) + ".url", neighbours.doorOf(side));
                peers.put("orkestro.internal.peers." + Neighbours.nameOf(side) + ".secret", Neighbours.SECRET);
            }
            peers.put("orkestro.internal.peers.notification-service.url", neighbours.doorOf(Side.SERVICE));
            peers.put(
                    "orkestro.internal.peers.notification-service.secret",
                    "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=");
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("inner doors", peers));
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Neighbours neighbours;

    @Autowired
    private JdbcConnectionDetails server;

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcClient jdbc;

    private long auditedBefore;
    private Browser admin;
    private Browser viewer;

    @BeforeAll
    void theNeighboursMoveIn() {
        neighbours.start(server, environment.getRequiredProperty("orkestro.messaging.prefix"));
    }

    @AfterAll
    void andOut() {
        neighbours.close();
    }

    @BeforeEach
    void nothingIsParked() throws Exception {
        ParkedMessages parked = neighbours.bean(Side.SERVICE, ParkedMessages.class);
        parked.list(100).forEach(message -> parked.discard(message.consumer(), message.id()));
        letters().literate(false);
        auditedBefore = jdbc.sql("select coalesce(max(id), 0) from audit_entry")
                .query(Long.class)
                .single();
        admin = Browser.loggedIn(port, "admin", ConsoleTest.ADMIN);
        viewer = Browser.loggedIn(port, "viewer", ConsoleTest.VIEWER);
    }

    @Test
    void aParkedMessageIsReplayedOnceItCanBeHandled() throws Exception {
        String id = parkedLetterAbout("dlv_acme_replayed");
        assertThat(admin.open("/parked").body())
                .contains("tracking-service", "letter.sent.v1", "dlv_acme_replayed", "Nobody here can read")
                .doesNotContain("Grace Lin");

        admin.send("/parked/tracking-service/letters/" + id + "/replay", Map.of());
        assertThat(admin.open("/parked").body()).contains("Not replayed: it failed again", "Nobody here can read");

        letters().literate(true);
        admin.send("/parked/tracking-service/letters/" + id + "/replay", Map.of());

        assertThat(admin.open("/parked").body())
                .contains("The message was replayed.")
                .doesNotContain("dlv_acme_replayed");
        assertThat(letters().read()).contains("dlv_acme_replayed");
        assertThat(audits())
                .containsExactly(
                        "admin parked.replayed not replayed by tracking-service -",
                        "admin parked.replayed replayed by tracking-service -");
    }

    @Test
    void aParkedMessageIsDiscardedWithAReason() throws Exception {
        String id = parkedLetterAbout("dlv_acme_discarded");
        admin.open("/parked");

        admin.send("/parked/tracking-service/letters/" + id + "/discard", Map.of("reason", "of a test that is over"));
        assertThat(admin.open("/parked").body())
                .contains("The message was discarded.")
                .doesNotContain("dlv_acme_discarded");
        admin.send("/parked/tracking-service/letters/" + id + "/discard", Map.of("reason", "again, by mistake"));
        assertThat(admin.open("/parked").body()).contains("it is not parked any more");

        assertThat(neighbours.bean(Side.SERVICE, ParkedMessages.class).count()).isZero();
        assertThat(letters().read()).doesNotContain("dlv_acme_discarded");
        assertThat(audits())
                .containsExactly(
                        "admin parked.discarded discarded by tracking-service of a test that is over",
                        "admin parked.discarded not discarded by tracking-service again, by mistake");
    }

    @Test
    void aViewerSeesAllOfItAndMovesNothing() throws Exception {
        String id = parkedLetterAbout("dlv_acme_seen");

        assertThat(viewer.open("/parked").body())
                .contains("dlv_acme_seen", "Nobody here can read")
                .doesNotContain("Replay", "Discard");
        assertThat(viewer.open("/migration/tracking").body()).contains("parcel").doesNotContain("Backfill…", "Seize…");
        letters().literate(true);
        for (String forbidden : List.of(
                "/parked/tracking-service/letters/" + id + "/replay",
                "/parked/tracking-service/letters/" + id + "/discard",
                "/migration/tracking/monolith/parcel/backfill",
                "/migration/tracking/monolith/parcel/sweep",
                "/migration/tracking/monolith/parcel/seize")) {
            assertThat(viewer.send(forbidden, Map.of("reason", "I would like to"))
                            .statusCode())
                    .as(forbidden)
                    .isEqualTo(403);
        }

        assertThat(neighbours.bean(Side.SERVICE, ParkedMessages.class).count()).isOne();
        assertThat(letters().read()).doesNotContain("dlv_acme_seen");
        assertThat(audits()).isEmpty();
    }

    @Test
    void aBackfillIsBegunAndSeenToEnd() throws Exception {
        Parcels atTheMonolith = neighbours.bean(Side.MONOLITH, Parcels.class);
        Parcels atTheService = neighbours.bean(Side.SERVICE, Parcels.class);
        atTheMonolith.keep("pcl_acme_1", 1);
        atTheMonolith.keep("pcl_acme_2", 1);
        admin.open("/migration/tracking");

        admin.send("/migration/tracking/monolith/parcel/backfill", Map.of());

        assertThat(admin.open("/migration/tracking").body()).contains("Begun: backfill parcel at legacy-monolith");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(admin.open("/migration/tracking").body())
                                .containsPattern("(?s)legacy-monolith.*<td>2</td>\\s*<td>0</td>.*all it owns"
                                        + ".*tracking-service.*<td>0</td>\\s*<td>2</td>"));
        assertThat(atTheService.idsAfter(null, 10)).containsExactly("pcl_acme_1", "pcl_acme_2");
        assertThat(audits()).containsExactly("admin handover.backfill backfill parcel at legacy-monolith -");
    }

    @Test
    void aDoorThatDoesNotBelieveTheConsoleStaysShutAndIsSaidSo() throws Exception {
        String id = parkedLetterAbout("dlv_acme_safe");

        assertThat(admin.open("/parked").body()).contains("notification-service does not answer: it said 401.");
        admin.send("/parked/notification-service/letters/" + id + "/discard", Map.of("reason", "through a shut door"));

        assertThat(admin.open("/parked").body()).contains("Not discarded", "dlv_acme_safe");
        assertThat(audits().getLast()).contains("outcome unknown", "through a shut door");
    }

    private String parkedLetterAbout(String subject) {
        letters().send(subject);
        ParkedMessages parked = neighbours.bean(Side.SERVICE, ParkedMessages.class);
        return await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> parked.list(10), messages -> !messages.isEmpty())
                .stream()
                .filter(message -> message.subject().equals(subject))
                .map(ParkedMessages.Parked::id)
                .map(UUID::toString)
                .findFirst()
                .orElseThrow();
    }

    private Letters letters() {
        return neighbours.bean(Side.SERVICE, Letters.class);
    }

    /** Of this test, the oldest first. */
    private List<String> audits() {
        return jdbc.sql("select actor || ' ' || action || ' ' || (after->>'words') || ' ' || coalesce(reason, '-')"
                        + " from audit_entry where id > ? order by id")
                .param(auditedBefore)
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }
}
