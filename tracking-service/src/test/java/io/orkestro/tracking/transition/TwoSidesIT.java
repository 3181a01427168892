package io.orkestro.tracking.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.web.internal.InternalDoor;
import io.orkestro.tracking.Api;
import io.orkestro.tracking.Changes;
import io.orkestro.tracking.Ears;
import io.orkestro.tracking.EtaChanged;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.Monolith;
import io.orkestro.tracking.TrackingTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one side learned the other knows, too; and what one has told nobody tells again. */
@TrackingTest
class TwoSidesIT {

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    @Autowired
    private Monolith monolith;

    @Autowired
    private Ears ears;

    @Autowired
    private Changes changes;

    @Autowired
    private InternalDoor door;

    @Autowired
    private TrackedDeliveriesTold backfill;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void whatWasSaidWasAsAgreed() {
        monolith.beQuiet(false);
        ears.assertEverythingWasAsAgreed();
    }

    @Test
    void whereACourierWasSeenHereIsToldOnceInFiveSeconds() {
        onItsWay();

        post(51.5246, -0.0986, now.minusSeconds(20));
        post(51.5247, -0.0980, now.minusSeconds(18));
        post(51.5248, -0.0975, now.minusSeconds(15));
        post(51.5249, -0.0970, now.minusSeconds(11));
        post(51.5250, -0.0965, now.minusSeconds(4));

        await().until(() -> ears.heard(PositionsKept.TYPE, life.id()).size() == 3);
        assertThat(ears.heard(PositionsKept.TYPE, life.id()))
                .extracting(news -> news.at("/positions/0/lat").asDouble())
                .containsExactly(51.5246, 51.5248, 51.5250);
    }

    @Test
    void whereACourierWasSeenThereIsShownHereAndNobodyIsToldAnArrival() {
        life.decided(Decision.allMonolith()).promised(now.plus(Duration.ofHours(2)));
        onItsWay();
        AtomicInteger noticed = new AtomicInteger();
        try (Changes.Watch _ = changes.watch(life.id(), noticed::incrementAndGet)) {
            seenThere(51.5250, -0.0960, now);

            await().until(() -> tracking().at("/lastPosition/lat").asDouble() == 51.5250);
            await().until(() -> noticed.get() > 0);
        }
        assertThat(Instant.parse(tracking().at("/eta/dropoff").asString())).isBefore(now.plus(Duration.ofHours(1)));
        assertThat(ears.heard(EtaChanged.TYPE, life.id())).isEmpty();
        assertThat(ears.heard(PositionsKept.TYPE, life.id())).isEmpty();
    }

    @Test
    void newsOfAnAttemptThatIsOverDoesNotMoveThePicture() {
        onItsWay();
        happenings.happen(life.assignedTo("other"));
        await().until(() -> tracking().at("/courier/id").asString("").equals("crr_other"));

        seenThere(51.5250, -0.0960, now);

        await().until(() -> jdbc.sql("select count(*) from position where delivery_id = ?")
                        .param(life.id())
                        .query(Integer.class)
                        .single()
                == 1);
        assertThat(tracking().has("lastPosition")).isFalse();
    }

    /** The monolith told an arrival and was asked no more; the service is, and knows better than to say the same. */
    @Test
    void anArrivalThatTheOtherSideToldIsNotToldAgain() {
        life.decided(Decision.allMonolith()).promised(now.plus(Duration.ofHours(2)));
        onItsWay();
        seenThere(51.5250, -0.0960, now.minusSeconds(10));
        await().until(() -> tracking().has("lastPosition"));
        Instant eta = Instant.parse(tracking().at("/eta/dropoff").asString());
        toldThere(eta);

        post(51.5251, -0.0955, Instant.now());
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        post(51.5252, -0.0950, Instant.now());

        assertThat(ears.heard(EtaChanged.TYPE, life.id())).isEmpty();
    }

    /** Its news is still on the way when the service is asked first. */
    @Test
    void whoHasJustBeenMadeToTellWaitsForWhatTheOtherHasToSay() {
        life.decided(Decision.allMonolith()).promised(now.plus(Duration.ofHours(2)));
        onItsWay();
        monolith.beQuiet(true);
        post(51.5250, -0.0960, Instant.now());
        post(51.5251, -0.0955, Instant.now());
        Instant eta = Instant.parse(tracking().at("/eta/dropoff").asString());

        toldThere(eta);
        monolith.beQuiet(false);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        post(51.5252, -0.0950, Instant.now());

        assertThat(ears.heard(EtaChanged.TYPE, life.id())).isEmpty();
    }

    @Test
    void anArrivalThatMovedAndThatNobodyToldIsToldAfterTheOtherWasHeard() {
        life.decided(Decision.allMonolith()).promised(now.plus(Duration.ofHours(2)));
        onItsWay();

        await().atMost(Duration.ofSeconds(12))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    post(51.5250, -0.0960, Instant.now());
                    return ears.heard(EtaChanged.TYPE, life.id()).size() == 1;
                });
    }

    @Test
    void aDeliveryFromBeforeComesWithItsTimelineAndWhereItWas() {
        Map<String, Object> place =
                Map.of("address", Map.of("country", "GB"), "location", Map.of("lat", 51.52, "lng", -0.09));
        Map<String, Object> delivery = Map.of(
                "id", life.id(),
                "status", "picked_up",
                "updatedAt", now.toString(),
                "pickup", place,
                "dropoff", place,
                "courier", Map.of("id", "crr_pedal", "vehicle", "bike"),
                "attempt", 1,
                "dropoffEta", now.plusSeconds(600).toString(),
                "trackingCode", life.trackingCode());
        List<Map<String, Object>> timeline = List.of(
                entry(1, "pending", "created"), entry(2, "assigned", "assigned"), entry(3, "picked_up", "picked_up"));
        Map<String, Object> snapshot = Map.of(
                "retailerId",
                "ret_" + key,
                "facts",
                delivery,
                "timeline",
                timeline,
                "lastPosition",
                Map.of(
                        "lat",
                        51.521,
                        "lng",
                        -0.091,
                        "recordedAt",
                        now.minusSeconds(5).toString()),
                "announcedEta",
                now.plusSeconds(700).toString());

        monolith.says(DeliverySnapshot.TYPE, life.id(), 3, snapshot);
        monolith.says(DeliverySnapshot.TYPE, life.id(), 3, snapshot);

        await().until(() -> Api.retailer(port, key).get(path()).status() == 200);
        await().until(() -> tracking().has("lastPosition"));
        assertThat(tracking().at("/timeline").findValuesAsString("sequence")).containsExactly("1", "2", "3");
        assertThat(tracking().at("/lastPosition/lat").asDouble()).isEqualTo(51.521);
        assertThat(tracking().has("missing")).isFalse();
        assertThat(announced()).isEqualTo(now.plusSeconds(700));
    }

    @Test
    void aSandboxCourierFromBeforeMayBeAsQuickAsItLikes() {
        String courier = "quick" + key;
        monolith.says(
                CourierSnapshot.TYPE, "crr_" + courier, 4, Map.of("courierId", "crr_" + courier, "sandbox", true));
        await().until(() -> jdbc.sql("select count(*) from tracked_courier where id = ? and sandbox")
                        .param("crr_" + courier)
                        .query(Integer.class)
                        .single()
                == 1);
        happenings.happen(life.created(), life.assignedTo(courier));
        await().until(() -> tracking().at("/status").asString("").equals("assigned"));

        assertThat(Api.courier(port, courier)
                        .post(positions(), fix(51.52, -0.09, now.minusSeconds(1)))
                        .status())
                .isEqualTo(202);
        assertThat(Api.courier(port, courier)
                        .post(positions(), fix(51.62, -0.09, now))
                        .json()
                        .at("/accepted")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theConsoleLearnsThatAllWasToldAndHowFarTheOtherSideWasHeard() {
        Instant before = Instant.now();

        await().untilAsserted(() -> {
            JsonNode report = report();
            for (String kind : List.of("tracked-delivery", "tracked-courier")) {
                assertThat(report.at("/" + kind + "/capability").asString()).isEqualTo("TRACKING");
                assertThat(report.at("/" + kind + "/owned").asInt()).isZero();
                assertThat(report.at("/" + kind + "/backfilled").asBoolean()).isTrue();
                assertThat(Instant.parse(report.at("/" + kind + "/watermark").asString()))
                        .isAfter(before);
            }
        });
        assertThat(report().at("/tracked-delivery/replicas").asInt())
                .isEqualTo(jdbc.sql("select count(*) from tracked_delivery")
                        .query(Integer.class)
                        .single());
    }

    @Test
    void aBackfillTellsEveryDeliveryAgain() {
        onItsWay();

        assertThat(console("POST", "/internal/handover/tracked-delivery/backfill")
                        .at("/started")
                        .asBoolean())
                .isTrue();

        await().until(() -> ears.heard(DeliverySnapshot.TYPE, life.id()).size() == 1);
        assertThat(console("POST", "/internal/handover/tracked-delivery/sweep")
                        .at("/started")
                        .asBoolean())
                .isFalse();
        assertThat(console("POST", "/internal/handover/tracked-delivery/seize")
                        .at("/started")
                        .asBoolean())
                .isFalse();
    }

    /** What one side tells is all that the other needs for the same page: here it hears its own words again. */
    @Test
    void whatABackfillTellsMakesTheSamePageElsewhere() {
        life.promised(now.plus(Duration.ofHours(2)));
        onItsWay();
        for (int i = 0; i < 8; i++) {
            post(51.5246, -0.0900 + 0.0010 * i, now.minusSeconds(100 - 10 * i));
        }
        String page = page();
        JsonNode tracking = tracking();

        Instant told = announced();

        transactions.executeWithoutResult(_ -> backfill.publish(life.id()));
        await().until(() -> ears.heard(DeliverySnapshot.TYPE, life.id()).size() == 1);
        forget();
        monolith.says(
                DeliverySnapshot.TYPE,
                life.id(),
                3,
                ears.heard(DeliverySnapshot.TYPE, life.id()).getFirst());

        await().untilAsserted(() -> assertThat(
                        Api.anyone(port).get("/track/" + life.trackingCode()).status())
                .isEqualTo(200));
        assertThat(page()).isEqualTo(page);
        assertThat(tracking()).isEqualTo(tracking);
        assertThat(announced()).isEqualTo(told);
    }

    private Instant announced() {
        return jdbc.sql("select announced_eta from tracked_delivery where id = ?")
                .param(life.id())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    @Test
    void whereACourierWasSeenLastIsKnownThoughTheEndWasHeardOfFirst() {
        life.decided(Decision.allMonolith());
        onItsWay();
        happenings.happen(life.reached("delivered"));
        await().until(() -> tracking().at("/status").asString("").equals("delivered"));

        seenThere(51.5250, -0.0960, now);

        await().until(() -> tracking().at("/lastPosition/lat").asDouble() == 51.5250);
        assertThat(tracking().has("eta")).isFalse();
    }

    /** Both touch the delivery and what this side notes of it: always in the same order. */
    @Test
    void reportsAndWhatTheOtherSideTellsDoNotBlockEachOther() throws InterruptedException {
        onItsWay();
        int before = deadlocks();
        Thread there = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 150; i++) {
                seenThere(51.5250, -0.0960, now.minusSeconds(2000 - i));
            }
        });
        for (int i = 0; i < 150; i++) {
            post(51.5246, -0.0980, now.minusSeconds(1000 - i));
        }
        there.join();
        await().until(() -> jdbc.sql("select count(*) from position where delivery_id = ?")
                        .param(life.id())
                        .query(Integer.class)
                        .single()
                == 300);

        await().during(Duration.ofSeconds(2)).until(() -> deadlocks() == before);
    }

    private int deadlocks() {
        return jdbc.sql("select deadlocks from pg_stat_database where datname = current_database()")
                .query(Integer.class)
                .single();
    }

    private String page() {
        String html = new String(
                Api.anyone(port).get("/track/" + life.trackingCode()).raw().body(), StandardCharsets.UTF_8);
        return html.substring(html.indexOf("data-state="), html.indexOf("data-words="));
    }

    private void forget() {
        for (String table : List.of("position", "timeline_entry", "told_delivery")) {
            jdbc.sql("delete from " + table + " where delivery_id = ?")
                    .param(life.id())
                    .update();
        }
        jdbc.sql("delete from tracked_delivery where id = ?").param(life.id()).update();
    }

    private JsonNode report() {
        return console("GET", "/internal/handover");
    }

    private JsonNode console(String method, String path) {
        return new JsonMapper()
                .readTree(RestClient.create("http://127.0.0.1:" + door.port())
                        .method(HttpMethod.valueOf(method))
                        .uri(path)
                        .header("Authorization", "Bearer " + consolesToken())
                        .retrieve()
                        .body(String.class));
    }

    private static String consolesToken() {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .issuer("gateway-console")
                            .audience("tracking-service.internal")
                            .expirationTime(Date.from(Instant.now().plusSeconds(30)))
                            .build());
            token.sign(new MACSigner(Base64.getDecoder().decode(ApiClient.SECRET)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onItsWay() {
        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        await().until(() -> Api.retailer(port, key).get(path()).status() == 200
                && tracking().at("/status").asString("").equals("picked_up"));
    }

    private void seenThere(double lat, double lng, Instant at) {
        monolith.says(
                PositionsKept.TYPE,
                life.id(),
                0,
                Map.of(
                        "deliveryId",
                        life.id(),
                        "attempt",
                        1,
                        "courierId",
                        "crr_pedal",
                        "positions",
                        List.of(Map.of("lat", lat, "lng", lng, "recordedAt", at.toString()))));
    }

    private void toldThere(Instant eta) {
        monolith.says(
                EtaChanged.TYPE,
                life.id(),
                0,
                Map.of(
                        "deliveryId",
                        life.id(),
                        "retailerId",
                        "ret_" + key,
                        "attempt",
                        1,
                        "dropoffEta",
                        eta.toString()));
        await().until(() -> jdbc.sql("select count(*) from tracked_delivery where id = ? and announced_eta is not null")
                        .param(life.id())
                        .query(Integer.class)
                        .single()
                == 1);
    }

    private static Map<String, Object> entry(int sequence, String status, String type) {
        return Map.of(
                "sequence",
                sequence,
                "status",
                status,
                "type",
                "delivery." + type,
                "at",
                "2026-11-23T12:00:00Z",
                "text",
                "It happened");
    }

    private void post(double lat, double lng, Instant at) {
        assertThat(Api.courier(port, "pedal")
                        .post(positions(), fix(lat, lng, at))
                        .status())
                .isEqualTo(202);
    }

    private static String fix(double lat, double lng, Instant at) {
        return "{\"lat\": %s, \"lng\": %s, \"recordedAt\": \"%s\"}".formatted(lat, lng, at);
    }

    private String positions() {
        return "/v1/deliveries/" + life.id() + "/positions";
    }

    private String path() {
        return "/v1/deliveries/" + life.id() + "/tracking";
    }

    private JsonNode tracking() {
        return Api.retailer(port, key).get(path()).json();
    }
}
