package io.orkestro.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.dispatch.DispatchTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

/** WooCommerce's webhooks, as it sends them. Its addresses have no points; the district's is near enough here. */
@DispatchTest
class WooCommerceIT {

    private final int port;
    private final JdbcClient jdbc;
    private final ShopApi api = new ShopApi(_ -> new ShopApi.Said(200, "[]"));
    private Shop shop;

    @Autowired
    WooCommerceIT(@LocalServerPort int port, JdbcClient jdbc) {
        this.port = port;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void connect() {
        shop = Shop.connected(port, jdbc, "woocommerce", """
                "methods":["Local delivery"],"settings":{"url":"%s"},
                "secrets":{"signingSecret":"hush","consumerKey":"ck_1","consumerSecret":"cs_1"}""".formatted(api.url()));
    }

    @AfterEach
    void close() {
        api.close();
    }

    static Stream<Case> orders() {
        return Stream.of(
                new Case("valid", order -> {}, "accepted", ""),
                new Case("missing phone", order -> billing(order).put("phone", ""), "accepted", ""),
                new Case(
                        "a phone that is none",
                        order -> billing(order).put("phone", "ask Grace"),
                        "held",
                        "invalid_phone_number"),
                new Case("digital goods", WooCommerceIT::digital, "ignored", "nothing_to_carry"),
                new Case("fetched in the store", WooCommerceIT::fetched, "ignored", "not_a_delivery"),
                new Case("several shipping addresses", WooCommerceIT::several, "held", "several_addresses"),
                new Case("no postcode", order -> shipping(order).put("postcode", ""), "held", "required"),
                new Case(
                        "an address that nobody knows",
                        order -> shipping(order).put("postcode", "ZZ99 9ZZ"),
                        "held",
                        "address_not_found"),
                new Case("unicode", order -> shipping(order).put("first_name", "Zoë \uD83E\uDDC0"), "accepted", ""),
                new Case("one megabyte", order -> order.put("a_plugin", "x".repeat(1_000_000)), "accepted", ""),
                new Case("cancelled", order -> order.put("status", "cancelled"), "cancelled", ""),
                new Case("refunded", order -> order.put("status", "refunded"), "cancelled", ""));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anOrderBecomesWhatItCan(Case one) {
        ObjectNode payload = Shop.payload("woocommerce-order");
        one.change().accept(payload);

        assertThat(post("order.created", payload).statusCode()).isEqualTo(204);

        JsonNode order = shop.order();
        assertThat(order.path("status").asString()).as(order.toString()).isEqualTo(one.status());
        assertThat(order.at("/reasons/0/code").asString("")).isEqualTo(one.code());
    }

    @Test
    void whoMakesAWebhookIsHeardToKnock() {
        byte[] knock = "webhook_id=17".getBytes(StandardCharsets.UTF_8);
        assertThat(shop.post("", knock, Map.of("Content-Type", "application/x-www-form-urlencoded"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(shop.events(0)).isEmpty();
    }

    @Test
    void whatTheShopDidNotSignIsRefused() {
        byte[] body = bytes(Shop.payload("woocommerce-order"));
        byte[] tampered = bytes(Shop.payload("woocommerce-order").put("total", "1.00"));

        assertThat(shop.post("", tampered, headers("order.created", "d", Shop.base64("hush", body)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.post("", body, Map.of("X-WC-Webhook-Topic", "order.created"))
                        .statusCode())
                .isEqualTo(401);
        byte[] form = "webhook_id=17&order=1".getBytes(StandardCharsets.UTF_8);
        assertThat(shop.post("", form, Map.of("Content-Type", "application/x-www-form-urlencoded"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void oneDeliveryOfAWebhookIsOneHoweverOftenItComes() {
        ObjectNode payload = Shop.payload("woocommerce-order");
        byte[] body = bytes(payload);
        Map<String, String> headers = headers("order.created", "delivery-1", Shop.base64("hush", body));
        shop.post("", body, headers);
        shop.post("", body, headers);

        assertThat(shop.events(1)).hasSize(1);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void whatIsNotPaidWaitsUntilItIs() {
        post("order.created", Shop.payload("woocommerce-order").put("status", "pending"));
        assertThat(shop.events(1).getFirst().path("state").asString()).isEqualTo("ignored");
        assertThat(shop.orders(0)).isEmpty();

        post("order.updated", Shop.payload("woocommerce-order").put("date_modified_gmt", "2026-11-23T12:03:00"));
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void whatIsDeletedBeforeItIsHeardOfStaysSo() {
        post("order.deleted", Shop.JSON.createObjectNode().put("id", 727));
        shop.events(1);
        post("order.created", Shop.payload("woocommerce-order"));
        shop.events(2);

        assertThat(shop.order().path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void theShopIsToldByNotes() {
        post("order.created", Shop.payload("woocommerce-order"));
        String deliveryId = shop.order().path("deliveryId").asString();
        assertThat(shop.retailer()
                        .post("/v1/deliveries/" + deliveryId + "/cancel", null)
                        .status())
                .isEqualTo(200);

        await().untilAsserted(() -> assertThat(api.asked("POST", "/wp-json/wc/v3/orders/727/notes"))
                .hasSize(1)
                .first()
                .satisfies(note -> {
                    assertThat(note.authorization()).startsWith("Basic ");
                    assertThat(note.body()).contains(deliveryId).contains("called off");
                }));
    }

    @Test
    void aShopThatIsAwayIsToldAgainAndOneThatRefusesIsNot() {
        post("order.created", Shop.payload("woocommerce-order"));
        String deliveryId = shop.order().path("deliveryId").asString();
        api.answers(asked -> new ShopApi.Said(asked.method().equals("GET") ? 503 : 201, "{}"));
        shop.retailer().post("/v1/deliveries/" + deliveryId + "/cancel", null);
        await().until(() -> !api.asked("GET", "/notes").isEmpty());
        api.answers(asked -> asked.method().equals("GET")
                ? new ShopApi.Said(200, "[]")
                : new ShopApi.Said(401, "{\"message\":\"Sorry, you cannot create resources.\"}"));

        await().untilAsserted(() -> assertThat(
                        shop.retailer().get("/v1/connections/" + shop.id()).text("/health/lastFailure"))
                .contains("you cannot create resources"));
        assertThat(api.asked("POST", "/notes")).hasSize(1);
    }

    private HttpResponse<String> post(String topic, ObjectNode payload) {
        byte[] body = bytes(payload);
        return shop.post("", body, headers(topic, UUID.randomUUID().toString(), Shop.base64("hush", body)));
    }

    private static Map<String, String> headers(String topic, String deliveryId, String signature) {
        return Map.of(
                "X-WC-Webhook-Topic", topic,
                "X-WC-Webhook-Source", "https://acme.example/",
                "X-WC-Webhook-ID", "17",
                "X-WC-Webhook-Delivery-ID", deliveryId,
                "X-WC-Webhook-Signature", signature);
    }

    private static byte[] bytes(ObjectNode payload) {
        return Shop.JSON.writeValueAsBytes(payload);
    }

    private static ObjectNode billing(ObjectNode order) {
        return (ObjectNode) order.path("billing");
    }

    private static ObjectNode shipping(ObjectNode order) {
        return (ObjectNode) order.path("shipping");
    }

    private static void digital(ObjectNode order) {
        shipping(order).put("address_1", "").put("postcode", "").put("city", "");
        order.putArray("shipping_lines");
    }

    private static void fetched(ObjectNode order) {
        ((ObjectNode) order.path("shipping_lines").path(0)).put("method_title", "Local pickup");
    }

    private static void several(ObjectNode order) {
        order.withArray("/meta_data").addObject().put("key", "_wcms_packages").putArray("value");
    }
}
