package io.orkestro.monolith.dispatch;

import static io.orkestro.monolith.dispatch.MarketplaceByHand.cannot;
import static io.orkestro.monolith.dispatch.MarketplaceByHand.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.monolith.Monolith;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.testing.TestServers;
import io.orkestro.platform.web.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dispatch as retailers, couriers and the marketplace meet it: HTTP on one side, messages on the other. */
@SpringBootTest(
        classes = Monolith.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orkestro.token.secret=YSBzZWNyZXQgb2YgMzIgYnl0ZXMgZm9yIHRlc3RzISE=",
            "orkestro.secret-key=YSBzZWNyZXQgb2YgMzIgYnl0ZXMgZm9yIHRlc3RzISE=",
            "orkestro.dispatch.minimum-search=5s",
            "orkestro.dispatch.pause=1s",
            "orkestro.dispatch.quotes-within=3s",
            "orkestro.dispatch.poll=100ms"
        })
@Import({TestServers.class, MarketplaceByHand.Wiring.class})
class DispatchIT {

    private static final String PICKUP = """
            {"name":"Ada Obi","address":{"line1":"14 Redchurch Street","city":"London","postcode":"E2 7DJ","country":"GB"},
             "location":{"lat":51.5245,"lng":-0.0773},"phone":"+442079460018"}""";
    private static final String DROPOFF = """
            {"name":"Grace Lin","address":{"line1":"22 Cross Street","city":"London","postcode":"N1 2BG","country":"GB"},
             "location":{"lat":51.5392,"lng":-0.1003},"phone":"+447700900123","email":"grace.lin@example.com"}""";

    private final MarketplaceByHand marketplace;
    private final SecretBox secrets;
    private final JdbcClient jdbc;
    private final int port;

    /** Each test is another retailer's. */
    private final String key =
            "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    private final As acme;

    @Autowired
    DispatchIT(MarketplaceByHand marketplace, SecretBox secrets, JdbcClient jdbc, @LocalServerPort int port) {
        this.marketplace = marketplace;
        this.secrets = secrets;
        this.jdbc = jdbc;
        this.port = port;
        this.acme = Api.retailer(port, key);
    }

    @Test
    void aDeliveryFromRequestToHandOver() {
        // Acme asks for a delivery that must be proved by a photo.
        Answer created = acme.post("/v1/deliveries", order("\"externalId\":\"ORDER-1\",\"requirements\":[\"photo\"]"));
        assertThat(created.status()).isEqualTo(201);
        String id = created.text("id");
        assertThat(created.header("Location")).isEqualTo("/v1/deliveries/" + id);
        assertThat(created.text("status")).isEqualTo("pending");

        // Three couriers are asked: one cannot, the cheapest will not, the next does.
        marketplace.quotes(id, offer("velo", 500), offer("pedal", 600), cannot("far", "outside_service_area"));
        assertThat(marketplace.hears("booking.requested", id).path("courierId").asString())
                .isEqualTo("crr_velo");
        marketplace.ends(id, 1, "rejected", "no_driver");
        marketplace.confirms(id, 2);
        JsonNode assigned = awaitStatus(id, "assigned");
        assertThat(assigned.path("courier").path("id").asString()).isEqualTo("crr_pedal");
        assertThat(assigned.path("courier").path("driverPhone").asString()).isEqualTo("+44 •••• ••0456");
        assertThat(assigned.path("fee").path("amount").asInt()).isEqualTo(600);

        // Why this courier? The record says.
        JsonNode decision = acme.get("/v1/deliveries/" + id + "/decision").json();
        JsonNode candidates = decision.path("rounds").path(0).path("candidates");
        assertThat(candidates.path(0).path("courierId").asString()).isEqualTo("crr_velo");
        assertThat(candidates.path(2).path("reasons").path(0).asString()).isEqualTo("outside_service_area");

        // Pedal's driver reports; Velo's may not even see it.
        As pedal = Api.courier(port, "pedal");
        assertThat(report(Api.courier(port, "velo"), id, 2, "picked_up").status())
                .isEqualTo(404);
        JsonNode seen = report(pedal, id, 2, "picked_up").json();
        assertThat(seen.path("status").asString()).isEqualTo("picked_up");
        assertThat(seen.path("attempts")).hasSize(1);
        assertThat(seen.path("dropoff").has("email")).isFalse();
        assertThat(report(pedal, id, 2, "pickup_arrived").text("status")).isEqualTo("picked_up");

        // Too late to cancel, and not delivered before it is proved.
        assertThat(acme.post("/v1/deliveries/" + id + "/cancel", "{}").text("code"))
                .isEqualTo("not_cancellable");
        assertThat(report(pedal, id, 2, "delivered").text("code")).isEqualTo("proof_required");
        byte[] photo = {(byte) 0x89, 'P', 'N', 'G'};
        Answer proof = pedal.post(
                "/v1/deliveries/" + id + "/proof",
                "{\"type\":\"photo\",\"contentType\":\"image/png\",\"contentBase64\":\"%s\"}"
                        .formatted(Base64.getEncoder().encodeToString(photo)));
        assertThat(proof.status()).isEqualTo(201);
        assertThat(report(pedal, id, 2, "delivered").text("status")).isEqualTo("delivered");
        assertThat(report(pedal, id, 2, "delivered").text("status")).isEqualTo("delivered");
        assertThat(pedal.get("/v1/deliveries/" + id).status()).isEqualTo(404);

        // The photo comes back as it was.
        Answer file = acme.get(proof.text("url"));
        assertThat(file.raw().body()).isEqualTo(photo);
        assertThat(file.header("Content-Type")).isEqualTo("image/png");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");

        // And everybody was told everything, once and in order.
        await().until(() -> marketplace.eventTypes(id).contains("delivery.delivered.v1"));
        assertThat(marketplace.eventTypes(id))
                .containsExactly(
                        "delivery.created.v1",
                        "delivery.updated.v1",
                        "delivery.updated.v1",
                        "delivery.assigned.v1",
                        "delivery.picked_up.v1",
                        "delivery.proof_added.v1",
                        "delivery.delivered.v1");
        assertThat(marketplace.events(id).lastKey()).isEqualTo(7);
        JsonNode snapshot =
                Objects.requireNonNull(marketplace.events(id).get(4L)).path("data");
        assertThat(snapshot.path("retailerId").asString()).isEqualTo("ret_" + key);
        assertThat(snapshot.path("delivery").path("courier").path("driverPhone").asString())
                .isEqualTo("+447700900456");
        assertThat(snapshot.path("work").path("decision").asString()).isEqualTo("MSMM");
    }

    @Test
    void whatAShopAsksForIsADeliveryOnceAndIsCalledOffWithIt() {
        String id = "dlv_" + key + "_aaaaaaaaaaaaaaaaaaaaaaaaaa";
        Map<String, Object> wanted = Map.of(
                "deliveryId",
                id,
                "retailerId",
                "ret_" + key,
                "order",
                Map.of(
                        "externalId",
                        "con_shop:1001",
                        "pickup",
                        json(PICKUP),
                        "dropoff",
                        json(DROPOFF),
                        "items",
                        List.of(Map.of("name", "Cheese box", "quantity", 1))),
                "fingerprint",
                "0".repeat(64));
        marketplace.asks("delivery.requested.v1", id, wanted);
        assertThat(marketplace.hears("delivery.accepted", id).path("deliveryId").asString())
                .isEqualTo(id);
        marketplace.asks("delivery.requested.v1", id, wanted);
        marketplace.hears("delivery.accepted", id, 2);
        assertThat(acme.get("/v1/deliveries").json().path("data")).hasSize(1);

        Map<String, Object> change = Map.of("deliveryId", id, "retailerId", "ret_" + key);
        marketplace.asks("delivery.cancellation-requested.v1", id, change);
        awaitStatus(id, "cancelled");
        assertThat(marketplace.all("delivery.change-refused", id)).isEmpty();
    }

    @Test
    void whatAShopAsksForInVainIsRefusedWithItsReason() {
        String id = "dlv_" + key + "_bbbbbbbbbbbbbbbbbbbbbbbbbb";
        marketplace.asks(
                "delivery.requested.v1",
                id,
                Map.of(
                        "deliveryId",
                        id,
                        "retailerId",
                        "ret_" + key,
                        "order",
                        Map.of(
                                "externalId",
                                "con_shop:1002",
                                "pickup",
                                json(PICKUP),
                                "dropoff",
                                json(DROPOFF.replace(
                                        "\"phone\":", "\"deadlineAt\":\"2020-01-01T00:00:00Z\",\"phone\":")),
                                "items",
                                List.of(Map.of("name", "Cheese box", "quantity", 1))),
                        "fingerprint",
                        "0".repeat(64)));

        JsonNode refused = marketplace.hears("delivery.refused", id);
        assertThat(refused.at("/errors/0/code").asString()).isEqualTo("dropoff_deadline_too_early");
        assertThat(acme.get("/v1/deliveries/" + id).status()).isEqualTo(404);
    }

    @Test
    void cancellingCallsTheCourierOff() {
        String id = anAssignedDelivery();
        Answer cancelled = acme.post("/v1/deliveries/" + id + "/cancel", "{\"reason\":\"pu_closed\"}");
        assertThat(cancelled.text("status")).isEqualTo("cancelled");
        assertThat(cancelled.json().path("cancellation").path("reason").asString())
                .isEqualTo("pickup_closed");
        assertThat(cancelled
                        .json()
                        .path("cancellation")
                        .path("fee")
                        .path("amount")
                        .asInt())
                .isZero();
        assertThat(cancelled.json().path("dispatch").path("state").asString()).isEqualTo("withdrawing");
        assertThat(acme.post("/v1/deliveries/" + id + "/cancel", "").raw().body())
                .isEqualTo(cancelled.raw().body());

        marketplace.hears("booking.withdrawal-requested", id);
        marketplace.ends(id, 1, "withdrawn", "delivery_cancelled");
        await().until(() -> get(id).path("dispatch").path("state").asString().equals("done"));
    }

    @Test
    void aCourierThatDropsOutIsReplaced() {
        String id = anAssignedDelivery();
        marketplace.ends(id, 1, "withdrawn", "dropped_out");
        awaitStatus(id, "pending");
        marketplace.hears("quotes.requested", id, 2);
        marketplace.quotes(id, offer("velo", 500), offer("pedal", 600));
        assertThat(marketplace
                        .hears("booking.requested", id, 2)
                        .path("courierId")
                        .asString())
                .isEqualTo("crr_pedal");
        marketplace.confirms(id, 2);
        awaitStatus(id, "assigned");
    }

    @Test
    void reportsThroughTheMarketplaceCarryTheirProofs() {
        String id = anAssignedDelivery("\"requirements\":[\"pin\"]");
        for (int i = 0; i < 2; i++) {
            marketplace.answer(
                    "courier.reported",
                    id,
                    Map.of(
                            "deliveryId",
                            id,
                            "attempt",
                            1,
                            "courierId",
                            "crr_velo",
                            "status",
                            "delivered",
                            "proofs",
                            List.of(Map.of("type", "pin", "stop", "dropoff", "value", "1234"))));
        }
        JsonNode delivered = awaitStatus(id, "delivered");
        assertThat(delivered.path("proofs")).hasSize(1);
    }

    @Test
    void aSearchInVainExpires() {
        acme.put("/v1/dispatch-rules", "{\"version\":0,\"strategy\":\"cheapest\",\"giveUpAfterSeconds\":5}");
        String id = acme.post("/v1/deliveries", order("")).text("id");
        marketplace.quotes(id, cannot("far", "closed"));
        marketplace.hears("quotes.requested", id, 2);
        JsonNode expired = awaitStatus(id, "expired");
        assertThat(expired.path("failure").path("reason").asString()).isEqualTo("no_courier_found");
        assertThat(expired.path("dispatch").path("state").asString()).isEqualTo("done");
    }

    @Test
    void goodsOnTheRoadAreBroughtBack() {
        String id = anAssignedDelivery();
        As velo = Api.courier(port, "velo");
        assertThat(acme.post("/v1/deliveries/" + id + "/return", "{}").text("code"))
                .isEqualTo("invalid_state_transition");
        report(velo, id, 1, "picked_up");
        assertThat(acme.post("/v1/deliveries/" + id + "/return", "{\"reason\":\"wrong_order\"}")
                        .text("status"))
                .isEqualTo("returning");
        assertThat(report(velo, id, 1, "returned").text("status")).isEqualTo("returned");
    }

    @Test
    void aQuoteBooksItsCourierOnceAndOnlyForItsWay() {
        String token = quoteToken("qot_1" + key, "ret_" + key, Instant.now().plusSeconds(900));
        Answer created = acme.post("/v1/deliveries", order("\"quoteToken\":\"%s\"".formatted(token)));
        assertThat(created.status()).isEqualTo(201);
        JsonNode booking = marketplace.hears("booking.requested", created.text("id"));
        assertThat(booking.path("courierId").asString()).isEqualTo("crr_velo");
        assertThat(booking.path("quoteToken").asString()).isEqualTo(token);
        assertThat(marketplace.all("quotes.requested", created.text("id"))).isEmpty();

        assertThat(code(order("\"quoteToken\":\"%s\"".formatted(token)))).isEqualTo("409 quote_already_used");
        assertThat(code(order("\"quoteToken\":\"%sx\"".formatted(token)))).isEqualTo("422 quote_invalid");
        assertThat(code(order("\"quoteToken\":\"%s\""
                        .formatted(
                                quoteToken("qot_2", "ret_other", Instant.now().plusSeconds(900))))))
                .isEqualTo("409 quote_mismatch");
        assertThat(code(order("\"quoteToken\":\"%s\""
                        .formatted(
                                quoteToken("qot_3", "ret_" + key, Instant.now().minusSeconds(1))))))
                .isEqualTo("410 quote_expired");
    }

    @Test
    void aDeliveryWaitsForItsWord() {
        String id = acme.post("/v1/deliveries", order("\"autoDispatch\":false")).text("id");
        assertThat(get(id).path("dispatch").path("state").asString()).isEqualTo("waiting_for_dispatch");
        assertThat(marketplace.all("quotes.requested", id)).isEmpty();
        assertThat(acme.post("/v1/deliveries/" + id + "/dispatch", "")
                        .json()
                        .path("dispatch")
                        .path("state")
                        .asString())
                .isEqualTo("quoting");
        marketplace.hears("quotes.requested", id);
    }

    @Test
    void twoHundredCreatesWithOneKeyAreOneDelivery() throws Exception {
        String body = order("");
        List<Answer> answers = parallel(200, _ -> acme.post("/v1/deliveries", body, "one-key"));

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers.stream()
                        .map(answer -> new String(answer.raw().body(), StandardCharsets.UTF_8))
                        .distinct())
                .hasSize(1);
        assertThat(count("delivery")).isEqualTo(1);
        assertThat(acme.post("/v1/deliveries", order("\"storeId\":\"x\""), "one-key")
                        .text("code"))
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void manyCreatesOfOneExternalIdAreOneDelivery() throws Exception {
        String body = order("\"externalId\":\"ORDER-7\"");
        List<Answer> answers = parallel(60, i -> acme.post("/v1/deliveries", body, "key-" + i));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.getFirst().text("id"));
        assertThat(count("delivery")).isEqualTo(1);

        Answer other = acme.post("/v1/deliveries", order("\"externalId\":\"ORDER-7\",\"autoDispatch\":false"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("duplicate_delivery");
        assertThat(other.text("existingId")).isEqualTo(answers.getFirst().text("id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {                                                                  | 400 malformed_json
                []                                                                 | 400 malformed_body
                {}                                                                 | 422 dropoff,items
                {"dropoff":D,"items":[]}                                           | 422 items
                {"dropoff":D,"items":[I]}                                          | 422 pickup
                {"pickup":P,"dropoff":D,"items":[{"name":"a","quantity":0}]}       | 422 items[0].quantity
                {"pickup":P,"dropoff":D,"items":[{"name":"a"}]}                    | 422 items[0].quantity
                {"pickup":P,"dropoff":D,"items":[{"name":"a","quantity":"1"}]}     | 400 malformed_body
                {"pickup":P,"dropoff":D,"items":[I],"requirements":["magic"]}      | 400 malformed_body
                {"pickup":P,"dropoff":D,"items":[I],"minimumAge":15}               | 422 minimumAge
                {"pickup":P,"dropoff":D,"items":[I],"externalId":"a b"}            | 422 externalId
                {"pickup":P,"dropoff":D,"items":[I],"storeId":"sto_none_a"}        | 422 storeId
                {"pickup":P,"dropoff":D,"items":[I],"orderValue":{"amount":-1,"currency":"GBP"}} | 422 orderValue.amount
                {"pickup":P,"dropoff":D,"items":[I],"tip":{"amount":1,"currency":"pounds"}} | 422 tip.currency
                {"pickup":P,"dropoff":D,"items":[I],"requirements":["pin"],"undeliverableAction":"leave_at_door"} | 422 undeliverableAction
                {"pickup":P,"dropoff":D,"items":[I],"quoteToken":"nonsense"}       | 422 quote_invalid
                {"pickup":P,"dropoff":D,"items":[I],"quoteToken":"a.b","autoDispatch":false} | 422 quoteToken
                {"pickup":P,"dropoff":D,"items":[null]}                            | 422 items[0]
                """)
    void badInputIsRefusedAndNothingIsStored(String body, String expected) {
        Answer answer = acme.post(
                "/v1/deliveries",
                body.replace(":P", ":" + PICKUP)
                        .replace(":D", ":" + DROPOFF)
                        .replace("[I]", "[{\"name\":\"Cheese\",\"quantity\":1}]"));

        Set<String> fields = new TreeSet<>();
        answer.json()
                .path("errors")
                .forEach(error -> fields.add(error.path("field").asString()));
        String what = answer.status() == 400 || fields.isEmpty() ? answer.text("code") : String.join(",", fields);
        assertThat(answer.status() + " " + what).isEqualTo(expected);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(count("delivery")).isZero();
        assertThat(jdbc.sql("select count(*) from answered_request where scope = :scope")
                        .param("scope", "ret_" + key)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void onlyItsRetailerAndOpsSeeADelivery() {
        String id = acme.post("/v1/deliveries", order("")).text("id");
        As other = Api.retailer(port, "other");

        assertThat(other.get("/v1/deliveries/" + id).status()).isEqualTo(404);
        assertThat(other.post("/v1/deliveries/" + id + "/cancel", "{}").status())
                .isEqualTo(404);
        assertThat(other.get("/v1/deliveries").json().path("data")).isEmpty();
        assertThat(Api.courier(port, "velo").get("/v1/deliveries/" + id).status())
                .isEqualTo(404);
        assertThat(Api.courier(port, "velo").post("/v1/deliveries", order("")).status())
                .isEqualTo(403);
        assertThat(report(acme, id, 1, "picked_up").status()).isEqualTo(403);
        assertThat(Api.ops(port).get("/v1/deliveries/" + id).status()).isEqualTo(200);
        assertThat(acme.get("/v1/deliveries/nonsense").status()).isEqualTo(404);
    }

    @Test
    void listsArePagedTheNewestFirst() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(acme.post("/v1/deliveries", order("\"externalId\":\"N-%d\"".formatted(i)))
                    .text("id"));
        }
        List<String> read = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = acme.get("/v1/deliveries?limit=2" + next).json();
            page.path("data").forEach(one -> read.add(one.path("id").asString()));
            next = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asString() : "";
        } while (!next.isEmpty());
        assertThat(read).isEqualTo(ids);

        assertThat(acme.get("/v1/deliveries?externalId=N-3").json().path("data"))
                .hasSize(1);
        assertThat(acme.get("/v1/deliveries?status=pending").json().path("data"))
                .hasSize(5);
        assertThat(acme.get("/v1/deliveries?status=delivered").json().path("data"))
                .isEmpty();
        assertThat(acme.get("/v1/deliveries?createdAfter=2100-01-01T00:00:00Z")
                        .json()
                        .path("data"))
                .isEmpty();
        assertThat(acme.get("/v1/deliveries?status=gone").status()).isEqualTo(400);
        assertThat(acme.get("/v1/deliveries?limit=0").status()).isEqualTo(422);
    }

    @Test
    void aDeliveryIsAmended() {
        String id = acme.post("/v1/deliveries", order("\"metadata\":{\"a\":\"1\",\"b\":\"2\"}"))
                .text("id");
        JsonNode amended = acme.patch(
                        "/v1/deliveries/" + id,
                        "{\"dropoff\":{\"instructions\":\"Blue door\"},\"tip\":{\"amount\":150,\"currency\":\"GBP\"},"
                                + "\"metadata\":{\"a\":null,\"c\":\"3\"}}")
                .json();
        assertThat(amended.path("dropoff").path("instructions").asString()).isEqualTo("Blue door");
        assertThat(amended.path("dropoff").path("name").asString()).isEqualTo("Grace Lin");
        assertThat(amended.path("metadata").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
        assertThat(acme.patch("/v1/deliveries/" + id, "{\"pickup\":{\"readyAt\":\"2020-01-01T00:00:00Z\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(acme.patch("/v1/deliveries/" + id, "{\"dropoff\":{\"phone\":\"12\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void rulesAreOneDocumentThatOneWriterAtATimeReplaces() throws Exception {
        assertThat(acme.get("/v1/dispatch-rules").json().path("version").asInt())
                .isZero();
        String rules = "{\"version\":0,\"strategy\":\"fastest\",\"excludedCouriers\":[\"crr_velo\"],"
                + "\"maxOrderValueByVehicle\":{\"cargo_bike\":{\"amount\":100,\"currency\":\"GBP\"}}}";
        List<Answer> answers = parallel(8, _ -> acme.put("/v1/dispatch-rules", rules));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(answer -> answer.text("code").equals("version_conflict"));
        JsonNode kept = acme.get("/v1/dispatch-rules").json();
        assertThat(kept.path("version").asInt()).isEqualTo(1);
        assertThat(kept.path("maxOrderValueByVehicle")
                        .path("cargo_bike")
                        .path("amount")
                        .asInt())
                .isEqualTo(100);
        assertThat(acme.put("/v1/dispatch-rules", "{\"version\":1,\"strategy\":\"cheapest\",\"maxAttempts\":21}")
                        .status())
                .isEqualTo(422);

        Answer evaluated = acme.post("/v1/dispatch-rules/evaluate", """
                {"pickup":%s,"dropoff":%s,"items":[{"name":"a","quantity":1}],"quotes":[
                  {"id":"qot_acme_1","courier":{"id":"crr_velo","name":"Velo"},"fee":{"amount":1,"currency":"GBP"},"eligible":true,"reasons":[]},
                  {"id":"qot_acme_2","courier":{"id":"crr_pedal","name":"Pedal"},"fee":{"amount":2,"currency":"GBP"},"eligible":true,"reasons":[]}]}
                """.formatted(PICKUP, DROPOFF));
        assertThat(evaluated.text("winner")).isEqualTo("crr_pedal");
        assertThat(evaluated
                        .json()
                        .path("candidates")
                        .path(1)
                        .path("reasons")
                        .path(0)
                        .asString())
                .isEqualTo("excluded");
    }

    private String anAssignedDelivery() {
        return anAssignedDelivery("\"metadata\":{}");
    }

    private String anAssignedDelivery(String fields) {
        String id = acme.post("/v1/deliveries", order(fields)).text("id");
        marketplace.quotes(id, offer("velo", 500));
        marketplace.confirms(id, 1);
        awaitStatus(id, "assigned");
        return id;
    }

    private JsonNode get(String id) {
        return acme.get("/v1/deliveries/" + id).json();
    }

    private JsonNode awaitStatus(String id, String status) {
        await(status).until(() -> get(id).path("status").asString().equals(status));
        return get(id);
    }

    private static Answer report(As caller, String id, int attempt, String status) {
        return caller.post(
                "/v1/deliveries/" + id + "/status", "{\"attempt\":%d,\"status\":\"%s\"}".formatted(attempt, status));
    }

    private String code(String body) {
        Answer answer = acme.post("/v1/deliveries", body);
        return answer.status() + " " + answer.text("code");
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from %s where retailer_id = :retailer".formatted(table))
                .param("retailer", "ret_" + key)
                .query(Long.class)
                .single();
    }

    private static String order(String fields) {
        return "{\"pickup\":%s,\"dropoff\":%s,\"items\":[{\"name\":\"Cheese box\",\"quantity\":1}]%s}"
                .formatted(PICKUP, DROPOFF, fields.isEmpty() ? "" : "," + fields);
    }

    private String quoteToken(String quoteId, String retailerId, Instant expiresAt) {
        String claims = """
                {"quoteId":"%s","retailerId":"%s","courierId":"crr_velo","courierName":"Velo","vehicle":"bike",
                 "fee":{"amount":545,"currency":"GBP"},"expiresAt":"%s","route":"%s"}""".formatted(quoteId, retailerId, expiresAt, route());
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return payload + "." + secrets.sign(payload);
    }

    private static String route() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest("51.52450,-0.07730>51.53920,-0.10030".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Call {
        Answer make(int number);
    }

    private static List<Answer> parallel(int times, Call call) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                calls.add(() -> call.make(number));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
