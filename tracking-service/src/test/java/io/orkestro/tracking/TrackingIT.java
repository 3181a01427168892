package io.orkestro.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Side;
import io.orkestro.tracking.Happenings.Life;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A delivery as retailers, couriers and recipients follow it. */
@TrackingTest
class TrackingIT {

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Ears ears;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);

    @AfterEach
    void whatWasSaidWasAsAgreed() {
        ears.assertEverythingWasAsAgreed();
    }

    @Test
    void aDeliveryIsFollowedFromRequestToDoor() {
        happenings.happen(life.created(), life.assignedTo("pedal"));
        awaitStatus("assigned");

        Instant now = Instant.now();
        Answer receipt = Api.courier(port, "pedal")
                .post(positions(), """
                        {"positions": [
                          {"lat": 51.5240, "lng": -0.0990, "recordedAt": "%s", "accuracyMeters": 8},
                          {"lat": 51.5245, "lng": -0.0987, "recordedAt": "%s"},
                          {"lat": 40.0, "lng": 9.0, "recordedAt": "%s"}]}
                        """.formatted(now.minusSeconds(30), now.minusSeconds(10), now));
        assertThat(receipt.status()).isEqualTo(202);
        assertThat(receipt.json().at("/accepted").asInt()).isEqualTo(2);
        assertThat(receipt.json().at("/ignored").asInt()).isEqualTo(1);

        JsonNode tracking = tracking();
        assertThat(tracking.at("/lastPosition/lat").asDouble()).isEqualTo(51.5245);
        assertThat(tracking.at("/courier/driverName").asString()).isEqualTo("Luca Bianchi");
        assertThat(Instant.parse(tracking.at("/eta/dropoff").asString())).isAfter(now);
        assertThat(tracking.at("/timeline").findValuesAsString("type"))
                .containsExactly("delivery.created", "delivery.assigned");

        happenings.happen(life.reached("picked_up"), life.reached("delivered"));
        awaitStatus("delivered");
        assertThat(tracking().has("eta")).isFalse();
        assertThat(Api.courier(port, "pedal")
                        .get("/v1/deliveries/" + life.id() + "/tracking")
                        .status())
                .isEqualTo(404);
        assertThat(onePosition("pedal").json().at("/ignored").asInt()).isEqualTo(1);
    }

    @Test
    void newsInAnyOrderAndTwiceMakesTheSameTimeline() {
        List<Message> news = new ArrayList<>(List.of(
                life.created(),
                life.assignedTo("pedal"),
                life.pendingAgain(),
                life.assignedTo("other"),
                life.reached("pickup_arrived"),
                life.reached("picked_up"),
                life.reached("dropoff_enroute"),
                life.reached("delivered")));
        List<Message> twice = new ArrayList<>(news);
        twice.addAll(news);
        Collections.shuffle(twice, new Random(7));

        happenings.happen(twice);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Api.retailer(port, key).get(trackingPath()).status()).isEqualTo(200);
            assertThat(tracking().at("/timeline").findValuesAsString("sequence"))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        });
        assertThat(tracking().at("/status").asString()).isEqualTo("delivered");
        assertThat(tracking().at("/timeline").findValuesAsString("status"))
                .containsExactly(
                        "pending",
                        "assigned",
                        "pending",
                        "assigned",
                        "pickup_arrived",
                        "picked_up",
                        "dropoff_enroute",
                        "delivered");
    }

    @Test
    void onlyTheCourierOfTheCurrentAttemptSaysWhereItIs() {
        happenings.happen(life.created(), life.assignedTo("pedal"));
        awaitStatus("assigned");
        assertThat(onePosition("pedal").status()).isEqualTo(202);
        assertThat(onePosition("stranger").status()).isEqualTo(404);
        assertThat(Api.retailer(port, key).post(positions(), position()).status())
                .isEqualTo(403);

        happenings.happen(life.pendingAgain(), life.assignedTo("other"));
        await().untilAsserted(() -> assertThat(onePosition("pedal").status()).isEqualTo(404));
        assertThat(tracking().has("lastPosition")).isFalse();
        assertThat(onePosition("other").status()).isEqualTo(202);
    }

    @Test
    void positionsThatCannotBeReadAreRefusedAndRepeatsAreIgnored() {
        happenings.happen(life.created(), life.assignedTo("pedal"));
        awaitStatus("assigned");
        String fix = position();

        assertThat(Api.courier(port, "pedal")
                        .post(positions(), fix)
                        .json()
                        .at("/accepted")
                        .asInt())
                .isEqualTo(1);
        assertThat(Api.courier(port, "pedal")
                        .post(positions(), fix)
                        .json()
                        .at("/ignored")
                        .asInt())
                .isEqualTo(1);
        Answer refused = Api.courier(port, "pedal").post(positions(), "{\"lat\": 95, \"lng\": 0}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("positions[0].lat", "positions[0].recordedAt");
        assertThat(Api.courier(port, "pedal")
                        .post(positions(), "{\"positions\": []}")
                        .status())
                .isEqualTo(422);
        assertThat(Api.courier(port, "pedal")
                        .post(positions(), "{\"lat\": \"north\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatTheMarketplaceHearsOfACourierIsTheSame() {
        happenings.happen(life.created(), life.assignedTo("pedal"));
        awaitStatus("assigned");

        happenings.happen(positioned(2, 51.50), positioned(1, 51.51));

        await().untilAsserted(() ->
                assertThat(tracking().at("/lastPosition/lat").asDouble()).isEqualTo(51.51));
        assertThat(jdbc.sql("select count(*) from position where delivery_id = :id")
                        .param("id", life.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anArrivalThatMovesIsToldOnce() {
        Instant promise = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
        life.promised(promise);
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        awaitStatus("picked_up");

        onePosition("pedal");
        onePosition("pedal");

        await().until(() -> ears.heard(EtaChanged.TYPE, life.id()).size() == 1);
        JsonNode news = ears.heard(EtaChanged.TYPE, life.id()).getFirst();
        assertThat(Instant.parse(news.at("/previousEta").asString())).isEqualTo(promise);
        assertThat(Instant.parse(news.at("/dropoffEta").asString()))
                .isBefore(Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void anotherRetailersDeliveryLooksLikeNone() {
        happenings.happen(life.created());
        awaitStatus("pending");

        assertThat(Api.retailer(port, Happenings.newKey()).get(trackingPath()).status())
                .isEqualTo(404);
        assertThat(Api.ops(port).get(trackingPath()).status()).isEqualTo(200);
        assertThat(Api.anyone(port).get(trackingPath()).status()).isEqualTo(404);
    }

    private Message positioned(int attempt, double lat) {
        return Message.addressed(
                "courier-marketplace",
                Side.SERVICE,
                "courier.positioned.v1",
                life.id(),
                Api.DECISION,
                Map.of(
                        "deliveryId",
                        life.id(),
                        "attempt",
                        attempt,
                        "courierId",
                        "crr_pedal",
                        "positions",
                        List.of(Map.of(
                                "lat",
                                lat,
                                "lng",
                                -0.09,
                                "recordedAt",
                                Instant.now().toString()))));
    }

    private Answer onePosition(String courier) {
        return Api.courier(port, courier).post(positions(), position());
    }

    private static String position() {
        return "{\"lat\": 51.5250, \"lng\": -0.0900, \"recordedAt\": \"%s\"}".formatted(Instant.now());
    }

    private String positions() {
        return "/v1/deliveries/" + life.id() + "/positions";
    }

    private String trackingPath() {
        return "/v1/deliveries/" + life.id() + "/tracking";
    }

    private JsonNode tracking() {
        return Api.retailer(port, key).get(trackingPath()).json();
    }

    private void awaitStatus(String status) {
        await().untilAsserted(() -> assertThat(
                        Api.retailer(port, key).get(trackingPath()).text("status"))
                .isEqualTo(status));
        await().untilAsserted(
                        () -> assertThat(tracking().at("/status").asString()).isEqualTo(status));
    }
}
