package io.orkestro.monolith.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.monolith.world.Api;
import io.orkestro.monolith.world.Happenings;
import io.orkestro.monolith.world.Happenings.Life;
import io.orkestro.monolith.world.MonolithTest;
import io.orkestro.monolith.world.Receiver;
import io.orkestro.monolith.world.Wiretap;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A delivery as retailers, couriers and recipients follow it. */
@MonolithTest
class TrackingIT {

    @Autowired
    private Api api;

    @Autowired
    private Happenings happenings;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Wiretap wiretap;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);

    @AfterEach
    void whatWasSaidWasAsAgreed() {
        wiretap.assertEverythingWasAsAgreed();
    }

    @Test
    void aDeliveryIsFollowedFromRequestToDoor() {
        happenings.happen(life.created(), life.assignedTo("pedal"));
        awaitStatus("assigned");

        Instant now = Instant.now();
        Api.Answer receipt = api.courier("pedal", key)
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
        assertThat(api.courier("pedal", key)
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
            assertThat(api.retailer(key).get(trackingPath()).status()).isEqualTo(200);
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
        assertThat(api.retailer(key).post(positions(), position()).status()).isEqualTo(403);

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

        assertThat(api.courier("pedal", key)
                        .post(positions(), fix)
                        .json()
                        .at("/accepted")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.courier("pedal", key)
                        .post(positions(), fix)
                        .json()
                        .at("/ignored")
                        .asInt())
                .isEqualTo(1);
        Api.Answer refused = api.courier("pedal", key).post(positions(), "{\"lat\": 95, \"lng\": 0}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("positions[0].lat", "positions[0].recordedAt");
        assertThat(api.courier("pedal", key)
                        .post(positions(), "{\"positions\": []}")
                        .status())
                .isEqualTo(422);
        assertThat(api.courier("pedal", key)
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
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            api.retailer(key)
                    .post(
                            "/v1/webhook-endpoints",
                            "{\"url\": \"%s\", \"events\": [\"delivery.eta_changed\"]}".formatted(receiver.url()));
            life.promised(Instant.now().plus(Duration.ofHours(2)));
            happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
            awaitStatus("picked_up");

            onePosition("pedal");
            onePosition("pedal");

            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(1));
            JsonNode news = receiver.got().getFirst().json();
            assertThat(news.at("/type").asString()).isEqualTo("delivery.eta_changed");
            assertThat(news.has("sequence")).isFalse();
            assertThat(news.at("/data/previousEta").isMissingNode()).isFalse();
            assertThat(Instant.parse(news.at("/data/dropoffEta").asString()))
                    .isBefore(Instant.now().plus(Duration.ofHours(1)));
        }
    }

    @Test
    void theRecipientsPageTellsTheirDeliveryAndNobodysData() {
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        awaitStatus("picked_up");
        onePosition("pedal");

        Api.Answer page = api.anyone().get("/track/" + life.trackingCode());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Robots-Tag")).contains("noindex");
        assertThat(page.body())
                .contains("<html lang=\"it\">", "La tua consegna è in viaggio", "Luca", "in bici", "class=\"courier\"")
                .contains("<meta http-equiv=\"refresh\" content=\"5\">", "Corner Books")
                .doesNotContain("Bianchi", "Rosa", "Anna", "+44", "example.com", "Roman Road", "<script");
        assertThat(api.retailer(key).get("/track/" + life.trackingCode()).status())
                .isEqualTo(200);
    }

    @Test
    void theDeliverysLanguageWinsAndTheEndStopsTheRefreshing() {
        Life english = Happenings.aDeliveryOf(key);
        happenings.happen(english.created(), english.reached("cancelled"));
        Life italian = Happenings.aDeliveryOf(key).inItalian();
        happenings.happen(italian.created());

        await().untilAsserted(() -> assertThat(
                        api.anyone().get("/track/" + italian.trackingCode()).status())
                .isEqualTo(200));
        await().untilAsserted(() -> assertThat(
                        api.anyone().get("/track/" + english.trackingCode()).body())
                .contains("Annullata")
                .doesNotContain("http-equiv=\"refresh\""));
    }

    @Test
    void unknownCodesAndOldDeliveriesHavePagesToo() {
        Api.Answer unknown = api.anyone().get("/track/trk_" + key + "_nothing");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body()).contains("Non conosciamo questa consegna");

        life.updatedAt(Instant.now().minus(Duration.ofDays(31)));
        happenings.happen(life.created(), life.reached("delivered"));
        await().untilAsserted(() -> assertThat(
                        api.anyone().get("/track/" + life.trackingCode()).status())
                .isEqualTo(410));
    }

    @Test
    void anotherRetailersDeliveryLooksLikeNone() {
        happenings.happen(life.created());
        awaitStatus("pending");

        assertThat(api.retailer(Happenings.newKey()).get(trackingPath()).status())
                .isEqualTo(404);
        assertThat(api.ops().get(trackingPath()).status()).isEqualTo(200);
        assertThat(api.anyone().get(trackingPath()).status()).isEqualTo(404);
    }

    private Message positioned(int attempt, double lat) {
        return Message.addressed(
                "courier-marketplace",
                Side.MONOLITH,
                "courier.positioned.v1",
                life.id(),
                Decision.allMonolith(),
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

    private Api.Answer onePosition(String courier) {
        return api.courier(courier, key).post(positions(), position());
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
        return api.retailer(key).get(trackingPath()).json();
    }

    private void awaitStatus(String status) {
        await().untilAsserted(() ->
                assertThat(api.retailer(key).get(trackingPath()).body()).contains("\"status\":\"" + status + "\""));
        await().untilAsserted(
                        () -> assertThat(tracking().at("/status").asString()).isEqualTo(status));
    }
}
