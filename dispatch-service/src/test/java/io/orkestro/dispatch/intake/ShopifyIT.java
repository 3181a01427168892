package io.orkestro.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.dispatch.DispatchTest;
import io.orkestro.dispatch.MarketplaceByHand;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shopify's webhooks, as it sends them. */
@DispatchTest
class ShopifyIT {

    private final int port;
    private final JdbcClient jdbc;
    private final MarketplaceByHand marketplace;
    private Shop shop;

    @Autowired
    ShopifyIT(@LocalServerPort int port, JdbcClient jdbc, MarketplaceByHand marketplace) {
        this.marketplace = marketplace;
        this.port = port;
        this.jdbc = jdbc;
    }

    @AfterEach
    void everyMessageWasAsAgreed() {
        assertThat(marketplace.violations()).isEmpty();
    }

    @BeforeEach
    void connect() {
        shop = Shop.connected(port, jdbc, "shopify", """
                "methods":["local delivery"],"settings":{"shop":"acme.myshopify.com"},"secrets":{"signingSecret":"hush"}""");
    }

    static Stream<Case> orders() {
        return Stream.of(
                new Case("valid", order -> {}, "accepted", ""),
                new Case("wrapped as in fixtures", ShopifyIT::wrap, "accepted", ""),
                new Case("missing phone", order -> address(order).putNull("phone"), "accepted", ""),
                new Case(
                        "a phone that is none",
                        order -> address(order).put("phone", "12"),
                        "held",
                        "invalid_phone_number"),
                new Case("gift cards only", ShopifyIT::giftCards, "ignored", "nothing_to_carry"),
                new Case("digital goods", ShopifyIT::digital, "ignored", "nothing_to_carry"),
                new Case("fetched in the store", ShopifyIT::fetched, "ignored", "not_a_delivery"),
                new Case("no address", order -> order.putNull("shipping_address"), "held", "required"),
                new Case("no coordinates", ShopifyIT::withoutPoint, "held", "address_not_found"),
                new Case("country by name", order -> address(order).remove("country_code"), "accepted", ""),
                new Case("unknown country", ShopifyIT::nowhere, "held", "unknown_country"),
                new Case("unicode", ShopifyIT::unicode, "accepted", ""),
                new Case("one megabyte", ShopifyIT::big, "accepted", ""),
                new Case("300 lines", ShopifyIT::manyLines, "accepted", ""),
                new Case("cancelled", order -> order.put("cancelled_at", "2026-11-23T12:01:00Z"), "cancelled", ""));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anOrderBecomesWhatItCan(Case one) {
        ObjectNode payload = Shop.payload("shopify-order");
        one.change().accept(payload);

        assertThat(post("orders/create", payload, UUID.randomUUID().toString()).statusCode())
                .isEqualTo(204);

        JsonNode order = shop.order();
        assertThat(order.path("status").asString()).as(order.toString()).isEqualTo(one.status());
        assertThat(order.at("/reasons/0/code").asString("")).isEqualTo(one.code());
        if (one.status().equals("accepted")) {
            assertThat(delivery(order).path("status").asString()).isEqualTo("pending");
        }
    }

    @Test
    void anOrderIsADeliveryInOurWords() {
        post("orders/create", Shop.payload("shopify-order"), "event-1");

        JsonNode delivery = delivery(shop.order());
        assertThat(delivery.at("/dropoff/name").asString()).isEqualTo("Grace Lin");
        assertThat(delivery.at("/dropoff/phone").asString()).isEqualTo("+447700900123");
        assertThat(delivery.at("/dropoff/address/country").asString()).isEqualTo("GB");
        assertThat(delivery.at("/dropoff/instructions").asString()).isEqualTo("Ring twice");
        assertThat(delivery.at("/orderValue/amount").asInt()).isEqualTo(3900);
        assertThat(delivery.at("/items/1/quantity").asInt()).isEqualTo(2);
        assertThat(delivery.at("/items/1/price/amount").asInt()).isEqualTo(450);
        assertThat(delivery.at("/items/1/weightGrams").asInt()).isEqualTo(450);
        assertThat(delivery.at("/metadata/orderNumber").asString()).isEqualTo("#1001");
        assertThat(delivery.path("externalId").asString()).isEqualTo(shop.id() + ":820982911946154508");
    }

    @Test
    void whatTheShopDidNotSignIsRefused() {
        byte[] body = bytes(Shop.payload("shopify-order"));
        byte[] tampered = bytes(Shop.payload("shopify-order").put("name", "#1002"));

        assertThat(shop.post("", tampered, headers("orders/create", "e", Shop.base64("hush", body)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.post("", body, headers("orders/create", "e", Shop.base64("other", body)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.post("", body, Map.of("X-Shopify-Topic", "orders/create"))
                        .statusCode())
                .isEqualTo(401);
        Map<String, String> ofAnother = headers("orders/create", "e", Shop.base64("hush", body));
        ofAnother.put("X-Shopify-Shop-Domain", "other.myshopify.com");
        assertThat(shop.post("", body, ofAnother).statusCode()).isEqualTo(401);
        assertThat(shop.events(0)).isEmpty();
        assertThat(shop.retailer().get("/v1/connections/" + shop.id()).text("/health/lastRefusedAt"))
                .isNotEmpty();
    }

    @Test
    void oneEventIsOneHoweverOftenItComes() {
        ObjectNode payload = Shop.payload("shopify-order");
        post("orders/create", payload, "event-1");
        post("orders/create", payload, "event-1");
        post("orders/updated", payload, "event-1");

        assertThat(shop.events(1)).hasSize(1);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void anOrderThatIsToldOfByOtherEventsIsOneDelivery() {
        ObjectNode payload = Shop.payload("shopify-order");
        post("orders/create", payload, "event-1");
        post("orders/updated", payload, "event-2");
        post("orders/paid", payload, "event-3");

        shop.events(3);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void olderNewsChangeNothing() {
        ObjectNode newer =
                Shop.payload("shopify-order").put("note", "Third door").put("updated_at", "2026-11-23T13:00:00Z");
        post("orders/updated", newer, "event-2");
        shop.events(1);
        post("orders/create", Shop.payload("shopify-order"), "event-1");
        shop.events(2);

        assertThat(delivery(shop.order()).at("/dropoff/instructions").asString())
                .isEqualTo("Third door");
    }

    @Test
    void whatIsCalledOffBeforeItIsHeardOfStaysSo() {
        ObjectNode cancelled = Shop.payload("shopify-order")
                .put("cancelled_at", "2026-11-23T12:10:00Z")
                .put("updated_at", "2026-11-23T12:10:00Z");
        post("orders/cancelled", cancelled, "event-2");
        shop.events(1);
        post("orders/create", Shop.payload("shopify-order"), "event-1");
        shop.events(2);

        JsonNode order = shop.order();
        assertThat(order.path("status").asString()).isEqualTo("cancelled");
        assertThat(order.has("deliveryId")).isFalse();
    }

    @Test
    void aDeliveryIsCalledOffWithItsOrder() {
        post("orders/create", Shop.payload("shopify-order"), "event-1");
        String deliveryId = shop.order().path("deliveryId").asString();
        post(
                "orders/cancelled",
                Shop.payload("shopify-order")
                        .put("cancelled_at", "2026-11-23T12:10:00Z")
                        .put("updated_at", "2026-11-23T12:10:00Z"),
                "event-2");

        await().untilAsserted(() -> assertThat(
                        shop.retailer().get("/v1/deliveries/" + deliveryId).text("status"))
                .isEqualTo("cancelled"));
        JsonNode order = shop.order();
        assertThat(order.path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void aDeliveryFollowsWhatItStillCan() {
        post("orders/create", Shop.payload("shopify-order"), "event-1");
        String deliveryId = shop.order().path("deliveryId").asString();
        ObjectNode changed =
                Shop.payload("shopify-order").put("note", "Third door").put("updated_at", "2026-11-23T13:00:00Z");
        address(changed).put("phone", "020 7946 0018").put("address1", "1 Upper Street");
        post("orders/updated", changed, "event-2");

        await().untilAsserted(() -> {
            JsonNode delivery =
                    shop.retailer().get("/v1/deliveries/" + deliveryId).json();
            assertThat(delivery.at("/dropoff/instructions").asString()).isEqualTo("Third door");
            assertThat(delivery.at("/dropoff/phone").asString()).isEqualTo("+442079460018");
            assertThat(delivery.at("/dropoff/address/line1").asString()).isEqualTo("22 Cross Street");
        });
        assertThat(shop.order().at("/reasons/0/code").asString()).isEqualTo("changed_too_late");
    }

    @Test
    void whatIsNoOrderFailsAndWaitsToBeReplayed() {
        byte[] body = "[1, 2".getBytes(StandardCharsets.UTF_8);
        assertThat(shop.post("", body, headers("orders/create", "event-1", Shop.base64("hush", body)))
                        .statusCode())
                .isEqualTo(204);

        JsonNode event = shop.events(1).getFirst();
        assertThat(event.path("state").asString()).isEqualTo("failed");
        assertThat(event.path("detail").asString()).isEqualTo("The body is not JSON");
        assertThat(shop.retailer().get("/v1/connections/" + shop.id()).text("/health/failed"))
                .isEqualTo("1");
    }

    @Test
    void theShopGetsAFulfilmentWithALinkAndWhatHappensThen() {
        try (ShopApi api = new ShopApi(asked -> new ShopApi.Said(200, answer(asked)))) {
            shop = Shop.connected(port, jdbc, "shopify", """
                    "settings":{"shop":"acme.myshopify.com","apiUrl":"%s"},
                    "secrets":{"signingSecret":"hush","accessToken":"shpat_1"}""".formatted(api.url()));
            post("orders/create", Shop.payload("shopify-order"), "event-1");
            String deliveryId = shop.order().path("deliveryId").asString();
            delivered(deliveryId);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(mutations(api, "fulfillmentEventCreate")).hasSize(2));
            assertThat(mutations(api, "fulfillmentCreate")).hasSize(1).first().satisfies(made -> {
                assertThat(made.at("/variables/fulfillment/trackingInfo/number").asString())
                        .isEqualTo(deliveryId);
                assertThat(made.at("/variables/fulfillment/trackingInfo/url").asString())
                        .contains("/track/trk_");
                assertThat(made.at("/variables/fulfillment/lineItemsByFulfillmentOrder/0/fulfillmentOrderId")
                                .asString())
                        .isEqualTo("gid://shopify/FulfillmentOrder/1");
            });
            assertThat(mutations(api, "fulfillmentEventCreate"))
                    .extracting(event -> event.at("/variables/event/status").asString())
                    .containsExactly("OUT_FOR_DELIVERY", "DELIVERED");
        }
    }

    private final List<JsonNode> fulfilments = new CopyOnWriteArrayList<>();

    /** The Admin API: one fulfilment order; what was fulfilled is known afterwards. */
    private String answer(ShopApi.Asked asked) {
        JsonNode body = Shop.JSON.readTree(asked.body());
        String query = body.path("query").asString();
        if (query.contains("fulfillmentCreate")) {
            ObjectNode made = Shop.JSON.createObjectNode().put("id", "gid://shopify/Fulfillment/1");
            made.putArray("trackingInfo")
                    .add(body.at("/variables/fulfillment/trackingInfo").deepCopy());
            fulfilments.add(made);
            return "{\"data\":{\"fulfillmentCreate\":{\"fulfillment\":{\"id\":\"gid://shopify/Fulfillment/1\"},\"userErrors\":[]}}}";
        }
        if (query.contains("fulfillmentEventCreate")) {
            return "{\"data\":{\"fulfillmentEventCreate\":{\"fulfillmentEvent\":{\"id\":\"1\"},\"userErrors\":[]}}}";
        }
        return "{\"data\":{\"order\":{\"fulfillments\":%s,\"fulfillmentOrders\":{\"nodes\":[{\"id\":\"gid://shopify/FulfillmentOrder/1\",\"status\":\"OPEN\"}]}}}}"
                .formatted(fulfilments);
    }

    private static List<JsonNode> mutations(ShopApi api, String name) {
        return api.asked("POST", "/graphql.json").stream()
                .map(asked -> Shop.JSON.readTree(asked.body()))
                .filter(body -> body.path("query").asString().contains(name + "("))
                .toList();
    }

    /** A courier takes it and brings it. */
    private void delivered(String deliveryId) {
        marketplace.quotes(deliveryId, MarketplaceByHand.offer("velo", 500));
        marketplace.confirms(deliveryId, 1);
        for (String status : List.of("picked_up", "delivered")) {
            await().untilAsserted(() -> assertThat(shop.courier("velo")
                            .post(
                                    "/v1/deliveries/" + deliveryId + "/status",
                                    "{\"attempt\":1,\"status\":\"%s\"}".formatted(status))
                            .status())
                    .isEqualTo(200));
        }
    }

    @Test
    void otherTopicsAreTakenAndForgotten() {
        assertThat(post("products/update", Shop.payload("shopify-order"), "event-1")
                        .statusCode())
                .isEqualTo(204);
        assertThat(shop.events(0)).isEmpty();
    }

    private JsonNode delivery(JsonNode order) {
        return shop.retailer()
                .get("/v1/deliveries/" + order.path("deliveryId").asString())
                .json();
    }

    private HttpResponse<String> post(String topic, ObjectNode payload, String eventId) {
        byte[] body = bytes(payload);
        return shop.post("", body, headers(topic, eventId, Shop.base64("hush", body)));
    }

    private static Map<String, String> headers(String topic, String eventId, String signature) {
        return new HashMap<>(Map.of(
                "X-Shopify-Topic", topic,
                "X-Shopify-Shop-Domain", "acme.myshopify.com",
                "X-Shopify-Webhook-Id", UUID.randomUUID().toString(),
                "X-Shopify-Event-Id", eventId,
                "X-Shopify-Hmac-SHA256", signature));
    }

    private static byte[] bytes(ObjectNode payload) {
        return Shop.JSON.writeValueAsBytes(payload);
    }

    private static ObjectNode address(ObjectNode order) {
        return (ObjectNode) order.path("shipping_address");
    }

    private static void wrap(ObjectNode order) {
        ObjectNode bare = order.deepCopy();
        order.removeAll();
        order.set("order", bare);
    }

    private static void giftCards(ObjectNode order) {
        order.path("line_items")
                .forEach(line -> ((ObjectNode) line).put("gift_card", true).put("requires_shipping", false));
        order.putNull("shipping_address").putArray("shipping_lines");
    }

    private static void digital(ObjectNode order) {
        order.path("line_items").forEach(line -> ((ObjectNode) line).put("requires_shipping", false));
    }

    private static void fetched(ObjectNode order) {
        ((ObjectNode) order.path("shipping_lines").path(0)).put("title", "Click and collect");
    }

    private static void withoutPoint(ObjectNode order) {
        address(order).putNull("latitude").putNull("longitude").put("zip", "ZZ99 9ZZ");
    }

    private static void nowhere(ObjectNode order) {
        address(order).put("country_code", "Atlantis").put("country", "Atlantis");
    }

    private static void unicode(ObjectNode order) {
        address(order)
                .put("name", "Zoë \uD83E\uDDC0 Łukaszewicz")
                .put("address1", "Straße der Käse 22\u0000")
                .put("city", "Łódź");
        order.put("note", "\uD83D\uDD14".repeat(300));
    }

    private static void big(ObjectNode order) {
        order.put("note_attributes_text", "x".repeat(1_000_000));
    }

    private static void manyLines(ObjectNode order) {
        ArrayNode lines = (ArrayNode) order.path("line_items");
        List<JsonNode> known = lines.valueStream().toList();
        for (int i = 0; i < 298; i++) {
            lines.add(known.getFirst().deepCopy());
        }
    }
}
