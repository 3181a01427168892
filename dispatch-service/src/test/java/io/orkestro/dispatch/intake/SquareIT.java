package io.orkestro.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.dispatch.DispatchTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** Square's events, as it sends them, and its Orders API, which says what they are about. */
@DispatchTest
class SquareIT {

    private final int port;
    private final JdbcClient jdbc;
    private volatile ObjectNode order = Shop.payload("square-order");
    private final ShopApi api = new ShopApi(this::answer);
    private Shop shop;

    @Autowired
    SquareIT(@LocalServerPort int port, JdbcClient jdbc) {
        this.port = port;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void connect() {
        shop = Shop.connected(port, jdbc, "square", """
                "settings":{"apiUrl":"%s"},"secrets":{"signingSecret":"hush","accessToken":"EAAA"}""".formatted(api.url()));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private ShopApi.Said answer(ShopApi.Asked asked) {
        return asked.path().equals("/v2/orders/" + order.path("id").asString())
                ? new ShopApi.Said(
                        200, Shop.JSON.createObjectNode().set("order", order).toString())
                : new ShopApi.Said(404, "{\"errors\":[{\"code\":\"NOT_FOUND\"}]}");
    }

    static Stream<Case> orders() {
        return Stream.of(
                new Case("valid", order -> {}, "accepted", ""),
                new Case("missing phone", order -> recipient(order).remove("phone_number"), "accepted", ""),
                new Case(
                        "a phone that is none",
                        order -> recipient(order).put("phone_number", "0"),
                        "held",
                        "invalid_phone_number"),
                new Case("gift cards only", SquareIT::giftCards, "ignored", "nothing_to_carry"),
                new Case("an address that nobody knows", SquareIT::unknown, "held", "address_not_found"),
                new Case("unicode", order -> recipient(order).put("display_name", "Zoë \uD83E\uDDC0"), "accepted", ""),
                new Case("one megabyte", order -> order.put("note", "x".repeat(1_000_000)), "accepted", ""),
                new Case("cancelled", order -> order.put("state", "CANCELED"), "cancelled", ""));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anOrderBecomesWhatItCan(Case one) {
        one.change().accept(order);

        assertThat(post("order.created").statusCode()).isEqualTo(204);

        JsonNode taken = shop.order();
        assertThat(taken.path("status").asString()).as(taken.toString()).isEqualTo(one.status());
        assertThat(taken.at("/reasons/0/code").asString("")).isEqualTo(one.code());
    }

    @Test
    void severalAddressesAreSeveralDeliveries() {
        ObjectNode second = (ObjectNode) order.path("fulfillments").path(0).deepCopy();
        second.put("uid", "ful-2").put("line_item_application", "ENTRY_LIST");
        second.putArray("entries")
                .addObject()
                .put("uid", "e1")
                .put("line_item_uid", "line-2")
                .put("quantity", "2");
        order.withArray("/fulfillments").add(second);

        post("order.created");

        List<JsonNode> orders = shop.orders(2);
        assertThat(orders).allMatch(one -> one.path("status").asString().equals("accepted"));
        assertThat(orders)
                .extracting(one -> one.path("shopOrderId").asString())
                .containsExactlyInAnyOrder("CAISENgvlJ6jLWAzERDzjyHVybY", "CAISENgvlJ6jLWAzERDzjyHVybY/ful-2");
    }

    @Test
    void whatIsFetchedOrDownloadedIsNothingToUs() {
        ((ObjectNode) order.path("fulfillments").path(0)).put("type", "PICKUP");
        post("order.created");
        assertThat(shop.events(1).getFirst().path("state").asString()).isEqualTo("ignored");

        ((ObjectNode) order.path("fulfillments").path(0)).put("type", "DIGITAL");
        post("order.updated");
        assertThat(shop.events(2))
                .allMatch(event -> event.path("state").asString().equals("ignored"));
        assertThat(shop.orders(0)).isEmpty();
    }

    @Test
    void theSignatureIsOverAddressAndBody() {
        byte[] body = bytes(Shop.payload("square-event"));
        assertThat(post(body, Shop.base64("hush", body)).statusCode()).isEqualTo(401);
        String elsewhere = Shop.base64("hush", "https://elsewhere.example/".getBytes(StandardCharsets.UTF_8), body);
        assertThat(post(body, elsewhere).statusCode()).isEqualTo(401);
        byte[] tampered = bytes(Shop.payload("square-event").put("merchant_id", "another"));
        assertThat(post(tampered, signature(body)).statusCode()).isEqualTo(401);
        assertThat(post(body, signature(body)).statusCode()).isEqualTo(204);
    }

    @Test
    void oneEventIsOneHoweverOftenItComes() {
        byte[] body = bytes(Shop.payload("square-event"));
        post(body, signature(body));
        post(body, signature(body));
        assertThat(shop.events(1)).hasSize(1);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void whatIsCalledOffBeforeItIsHeardOfStaysSo() {
        order.put("state", "CANCELED").put("updated_at", "2026-11-23T13:00:00Z");
        post("order.updated");
        shop.events(1);
        order = Shop.payload("square-order");
        post("order.created");
        shop.events(2);
        assertThat(shop.order().path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void whileSquareIsAwayEventsWait() {
        api.answers(_ -> new ShopApi.Said(503, ""));
        post("order.created");
        await().until(() -> api.asked().size() >= 2);
        assertThat(shop.retailer()
                        .get("/v1/connections/" + shop.id() + "/events")
                        .text("/data/0/detail"))
                .contains("503");

        api.answers(this::answer);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void theFulfilmentFollowsTheDelivery() {
        post("order.created");
        String deliveryId = shop.order().path("deliveryId").asString();
        shop.retailer().post("/v1/deliveries/" + deliveryId + "/cancel", null);

        await().untilAsserted(() -> assertThat(api.asked("PUT", "/v2/orders/"))
                .hasSize(1)
                .first()
                .satisfies(update -> {
                    JsonNode body = Shop.JSON.readTree(update.body());
                    assertThat(update.authorization()).isEqualTo("Bearer EAAA");
                    assertThat(body.at("/order/version").asInt()).isEqualTo(4);
                    assertThat(body.at("/order/fulfillments/0/uid").asString()).isEqualTo("ful-1");
                    assertThat(body.at("/order/fulfillments/0/state").asString())
                            .isEqualTo("CANCELED");
                }));
    }

    private HttpResponse<String> post(String type) {
        byte[] body = bytes(Shop.payload("square-event")
                .put("type", type)
                .put("event_id", UUID.randomUUID().toString()));
        return post(body, signature(body));
    }

    private HttpResponse<String> post(byte[] body, String signature) {
        return shop.post(
                "", body, Map.of("x-square-hmacsha256-signature", signature, "square-environment", "Production"));
    }

    private String signature(byte[] body) {
        return Shop.base64("hush", shop.url().getBytes(StandardCharsets.UTF_8), body);
    }

    private static byte[] bytes(ObjectNode payload) {
        return Shop.JSON.writeValueAsBytes(payload);
    }

    private static ObjectNode recipient(ObjectNode order) {
        return (ObjectNode) order.at("/fulfillments/0/delivery_details/recipient");
    }

    private static void giftCards(ObjectNode order) {
        order.path("line_items").forEach(line -> ((ObjectNode) line).put("item_type", "GIFT_CARD"));
    }

    private static void unknown(ObjectNode order) {
        ((ObjectNode) recipient(order).path("address")).put("postal_code", "ZZ99 9ZZ");
    }
}
