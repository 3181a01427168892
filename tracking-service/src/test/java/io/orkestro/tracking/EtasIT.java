package io.orkestro.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Decision;
import io.orkestro.tracking.Happenings.Life;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** When it will arrive, and who is told. */
@TrackingTest
class EtasIT {

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

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void anArrivalAfterTheWindowSaysByHowMuch() {
        life.promised(now.plus(Duration.ofMinutes(30))).dueBy(now.plus(Duration.ofMinutes(1)));
        onItsWay();

        post(51.5246, -0.0986);

        await().until(() -> ears.heard(EtaChanged.TYPE, life.id()).size() == 1);
        JsonNode news = ears.heard(EtaChanged.TYPE, life.id()).getFirst();
        Instant eta = Instant.parse(news.at("/dropoffEta").asString());
        long late = (long)
                Math.ceil(Duration.between(now.plus(Duration.ofMinutes(1)), eta).toMillis() / 60_000.0);
        assertThat(news.at("/lateByMinutes").asLong()).isEqualTo(late).isBetween(5L, 60L);
        assertThat(tracking().at("/eta/lateByMinutes").asLong()).isEqualTo(late);
    }

    @Test
    void anArrivalWithinTheWindowIsNotLate() {
        life.promised(now.plus(Duration.ofHours(2))).dueBy(now.plus(Duration.ofHours(3)));
        onItsWay();

        post(51.5246, -0.0986);

        await().until(() -> ears.heard(EtaChanged.TYPE, life.id()).size() == 1);
        assertThat(ears.heard(EtaChanged.TYPE, life.id()).getFirst().has("lateByMinutes"))
                .isFalse();
        assertThat(tracking().at("/eta").has("lateByMinutes")).isFalse();
    }

    @Test
    void theSideThatIsNotAskedSaysNothingAndKnowsAllTheSame() {
        life.decided(Decision.allMonolith()).promised(now.plus(Duration.ofHours(2)));
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        happenings.happen(life.updated());
        await().until(() -> tracking().at("/timeline").size() == 4);

        assertThat(ears.heard(EtaChanged.TYPE, life.id())).isEmpty();
        assertThat(Instant.parse(tracking().at("/eta/dropoff").asString())).isEqualTo(now.plus(Duration.ofHours(2)));
    }

    @Test
    void aCourierThatIsSilentArrivesLaterAndLater() {
        life.promised(now.plus(Duration.ofMinutes(1)));
        onItsWay();
        post(51.5290, -0.0561);
        jdbc.sql("""
                        update tracked_delivery
                        set dropoff_eta = now() - interval '10 minutes', announced_eta = now() - interval '10 minutes'
                        where id = ?
                        """).param(life.id()).update();

        etas.renewOverdue();

        assertThat(Instant.parse(tracking().at("/eta/dropoff").asString())).isAfterOrEqualTo(now);
        await().until(() -> ears.heard(EtaChanged.TYPE, life.id()).size() == 1);
    }

    private void onItsWay() {
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        await().until(() -> tracking().at("/status").asString("").equals("picked_up"));
    }

    private void post(double lat, double lng) {
        assertThat(Api.courier(port, "pedal")
                        .post(
                                "/v1/deliveries/" + life.id() + "/positions",
                                "{\"lat\": %s, \"lng\": %s, \"recordedAt\": \"%s\"}".formatted(lat, lng, Instant.now()))
                        .status())
                .isEqualTo(202);
    }

    private JsonNode tracking() {
        return Api.retailer(port, key)
                .get("/v1/deliveries/" + life.id() + "/tracking")
                .json();
    }
}
