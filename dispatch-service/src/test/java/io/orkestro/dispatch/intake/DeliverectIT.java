package io.orkestro.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.dispatch.DispatchTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deliverect's dispatch, as it posts jobs. */
@DispatchTest
class DeliverectIT {

    private final int port;
    private final JdbcClient jdbc;
    private final ShopApi api = new ShopApi(_ -> new ShopApi.Said(200, "{}"));
    private Shop shop;

    @Autowired
    DeliverectIT(@LocalServerPort int port, JdbcClient jdbc) {
        this.port = port;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void connect() {
        shop = Shop.connected(port, jdbc, "deliverect", """
                "fallbackRate":{"fee":{"amount":699,"currency":"GBP"},"dropoffMinutes":60},
                "settings":{"apiUrl":"%s","currency":"GBP"},"secrets":{"signingSecret":"hush","accessToken":"token"}""".formatted(api.url()));
    }

    @AfterEach
    void close() {
        api.close();
    }

    static Stream<Case> jobs() {
        return Stream.of(
                new Case("valid", job -> {}, "accepted", ""),
                new Case("missing phone", job -> location(job).remove("phone"), "accepted", ""),
                new Case(
                        "a phone that is none",
                        job -> location(job).put("phone", "n/a"),
                        "held",
                        "invalid_phone_number"),
                new Case("points as numbers", DeliverectIT::numbers, "accepted", ""),
                new Case("no point", DeliverectIT::nowhere, "held", "address_not_found"),
                new Case("nothing in the bag", job -> location(job).remove("items"), "accepted", ""),
                new Case("age check", job -> job.putObject("ageCheck").put("required", true), "accepted", ""),
                new Case("unicode", job -> location(job).put("name", "Zoë \uD83E\uDDC0"), "accepted", ""),
                new Case("one megabyte", job -> job.put("remarks", "x".repeat(1_000_000)), "accepted", ""));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aJobBecomesWhatItCan(Case one) {
        ObjectNode job = Shop.payload("deliverect-job");
        one.change().accept(job);

        HttpResponse<String> answer = post("/create", job);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Shop.JSON.readTree(answer.body()).path("canDeliver").asBoolean())
                .isTrue();

        JsonNode order = shop.order();
        assertThat(order.path("status").asString()).as(order.toString()).isEqualTo(one.status());
        assertThat(order.at("/reasons/0/code").asString("")).isEqualTo(one.code());
    }

    @Test
    void severalPlacesAreSeveralDeliveries() {
        ObjectNode job = Shop.payload("deliverect-job");
        ObjectNode second = location(job).deepCopy();
        job.withArray("/deliveryLocations").add(second.put("orderId", "5f47a484d08f00f30f04e7eb"));

        post("/create", job);

        assertThat(shop.orders(2)).allMatch(one -> one.path("status").asString().equals("accepted"));
        post("/cancel", Shop.JSON.createObjectNode().put("jobId", "5c8fbfd3c6489f00010e50d1"));
        await().untilAsserted(() -> assertThat(shop.orders(2))
                .allMatch(one -> one.path("status").asString().equals("cancelled")));
    }

    @Test
    void whatDeliverectDidNotSignIsRefused() {
        byte[] body = bytes(Shop.payload("deliverect-job"));
        byte[] tampered = bytes(Shop.payload("deliverect-job").put("jobId", "another"));
        assertThat(shop.post("/create", tampered, signed(Shop.hex("hush", body)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.post("/create", body, Map.of()).statusCode()).isEqualTo(401);
        assertThat(shop.post("/validate", body, Map.of()).statusCode()).isEqualTo(401);
        assertThat(shop.events(0)).isEmpty();
    }

    @Test
    void oneJobIsOneHoweverOftenItComes() {
        post("/create", Shop.payload("deliverect-job"));
        post("/create", Shop.payload("deliverect-job"));
        assertThat(shop.events(1)).hasSize(1);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void aJobIsChangedByTheNameThatUpdatesHave() {
        post("/create", Shop.payload("deliverect-job"));
        String deliveryId = shop.order().path("deliveryId").asString();
        ObjectNode update = Shop.payload("deliverect-job");
        update.remove("jobId");
        update.put("_id", "5c8fbfd3c6489f00010e50d1").put("externalJobId", "5c8fbfd3c6489f00010e50d1");
        location(update).put("deliveryRemarks", "Third door");
        post("/update", update);

        await().untilAsserted(() -> assertThat(
                        shop.retailer().get("/v1/deliveries/" + deliveryId).text("/dropoff/instructions"))
                .isEqualTo("Third door"));
    }

    @Test
    void whatIsCalledOffBeforeItIsHeardOfStaysSo() {
        post("/cancel", Shop.JSON.createObjectNode().put("jobId", "5c8fbfd3c6489f00010e50d1"));
        shop.events(1);
        post("/create", Shop.payload("deliverect-job"));
        shop.events(2);
        assertThat(shop.order().path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void aTillIsToldWhetherAndForHowMuch() {
        HttpResponse<String> answer = post("/validate", Shop.payload("deliverect-job"));
        JsonNode said = Shop.JSON.readTree(answer.body());
        assertThat(said.path("jobId").asString()).isEqualTo("5c8fbfd3c6489f00010e50d1");
        assertThat(said.path("canDeliver").asBoolean()).isTrue();
        assertThat(said.at("/price/price").asInt()).isEqualTo(699);
        assertThat(shop.events(0)).isEmpty();
    }

    private HttpResponse<String> post(String path, ObjectNode job) {
        byte[] body = bytes(job);
        return shop.post(path, body, signed(Shop.hex("hush", body)));
    }

    private static Map<String, String> signed(String signature) {
        return Map.of("x-server-authorization-hmac-sha256", signature);
    }

    private static byte[] bytes(ObjectNode payload) {
        return Shop.JSON.writeValueAsBytes(payload);
    }

    private static ObjectNode location(ObjectNode job) {
        return (ObjectNode) job.path("deliveryLocations").path(0);
    }

    private static void numbers(ObjectNode job) {
        location(job).put("latitude", 51.5392).put("longitude", -0.1003);
    }

    private static void nowhere(ObjectNode job) {
        location(job).remove("latitude");
        location(job).put("postalCode", "ZZ99 9ZZ");
    }
}
