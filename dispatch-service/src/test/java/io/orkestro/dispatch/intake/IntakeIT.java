package io.orkestro.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.dispatch.DispatchTest;
import io.orkestro.platform.contracts.ApiClient.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a retailer does with its connections and orders, whatever kind of shop it has. */
@DispatchTest
class IntakeIT {

    private final int port;
    private final JdbcClient jdbc;
    private Shop shop;

    @Autowired
    IntakeIT(@LocalServerPort int port, JdbcClient jdbc) {
        this.port = port;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void connect() {
        shop = connected("");
    }

    private Shop connected(String more) {
        return Shop.connected(port, jdbc, "shopify", more + """
                "settings":{"shop":"acme.myshopify.com"},"secrets":{"signingSecret":"hush"}""");
    }

    @Test
    void aConnectionShowsItsAddressAndNoSecret() {
        Answer read = shop.retailer().get(connection());

        assertThat(read.text("url")).isEqualTo("http://localhost:8080/shops/" + shop.id());
        assertThat(read.json().path("secrets").valueStream().map(JsonNode::asString))
                .containsExactly("signingSecret");
        assertThat(read.raw().body()).asString().doesNotContain("hush");
        assertThat(jdbc.sql("select secrets from shop_connection where id = ?")
                        .param(shop.id())
                        .query(String.class)
                        .single())
                .doesNotContain("hush");
    }

    @Test
    void aConnectionIsItsRetailersAlone() {
        Shop other = connected("");
        assertThat(other.retailer().get(connection()).status()).isEqualTo(404);
        assertThat(other.retailer().get(connection() + "/events").status()).isEqualTo(404);
        assertThat(other.retailer().delete(connection()).status()).isEqualTo(404);
        assertThat(other.retailer().post(connection() + "/pause", null).status())
                .isEqualTo(404);
        post("event-1", Shop.payload("shopify-order"));
        String orderId = shop.order().path("id").asString();
        assertThat(other.retailer().get("/v1/orders/" + orderId).status()).isEqualTo(404);
        assertThat(other.retailer()
                        .post("/v1/orders/" + orderId + "/release", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(other.retailer()
                        .post("/v1/orders/" + orderId + "/dismiss", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeUsedIsRefusedAtOnce() {
        assertRefused("{\"kind\":\"magento\",\"name\":\"x\",\"storeId\":\"%s\",\"secrets\":{}}", "kind");
        assertRefused("{\"kind\":\"shopify\",\"name\":\"x\",\"storeId\":\"sto_nowhere\",\"secrets\":{}}", "storeId");
        assertRefused(
                "{\"kind\":\"shopify\",\"name\":\"x\",\"storeId\":\"%s\",\"settings\":{\"shop\":\"evil.example\"},\"secrets\":{\"signingSecret\":\"s\"}}",
                "settings.shop");
        assertRefused(
                "{\"kind\":\"shopify\",\"name\":\"x\",\"storeId\":\"%s\",\"settings\":{\"shop\":\"a.myshopify.com\"},\"secrets\":{}}",
                "secrets.signingSecret");
        assertRefused(
                "{\"kind\":\"woocommerce\",\"name\":\"x\",\"storeId\":\"%s\",\"settings\":{\"url\":\"ftp://a\"},\"secrets\":{\"signingSecret\":\"s\"}}",
                "settings.url");
        assertThat(shop.retailer().get("/v1/connections").json().path("data")).hasSize(1);
    }

    @Test
    void connectingTwiceWithOneKeyIsOneConnection() {
        String body = """
                {"kind":"shopify","name":"Twice","storeId":"%s","settings":{"shop":"b.myshopify.com"},"secrets":{"signingSecret":"s"}}""".formatted(storeId());
        Answer first = shop.retailer().post("/v1/connections", body, "key-1");
        Answer second = shop.retailer().post("/v1/connections", body, "key-1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(shop.retailer().get("/v1/connections").json().path("data")).hasSize(2);
    }

    @Test
    void whatComesWhileAConnectionRestsIsKept() {
        assertThat(shop.retailer().post(connection() + "/pause", null).text("status"))
                .isEqualTo("paused");
        assertThat(post("event-1", Shop.payload("shopify-order"))).isEqualTo(204);
        await().during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(
                                shop.retailer().get("/v1/orders").json().path("data"))
                        .isEmpty());
        assertThat(shop.retailer().get(connection()).text("/health/waiting")).isEqualTo("1");

        shop.retailer().post(connection() + "/resume", null);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    @Test
    void whileASecretIsRotatedBothAreGood() {
        shop.retailer().post(connection() + "/rotate-secret", "{\"signingSecret\":\"newer\"}");
        ObjectNode payload = Shop.payload("shopify-order");

        assertThat(post("event-1", payload, "hush")).isEqualTo(204);
        assertThat(post("event-2", payload, "newer")).isEqualTo(204);
        assertThat(post("event-3", payload, "older")).isEqualTo(401);

        jdbc.sql("update shop_connection set previous_until = now() - interval '1 second' where id = ?")
                .param(shop.id())
                .update();
        assertThat(post("event-4", payload, "hush")).isEqualTo(401);
        assertThat(post("event-5", payload, "newer")).isEqualTo(204);
    }

    @Test
    void aHeldOrderIsLetGoWithWhatItLacked() {
        ObjectNode payload = Shop.payload("shopify-order");
        ((ObjectNode) payload.path("shipping_address")).put("phone", "12");
        post("event-1", payload);
        JsonNode held = shop.order();
        assertThat(held.path("status").asString()).isEqualTo("held");
        assertThat(held.at("/reasons/0/message").asString()).isEqualTo("\"12\" is no phone number");

        String order = "/v1/orders/" + held.path("id").asString();
        Answer still = shop.retailer().post(order + "/release", "{\"dropoff\":{\"phone\":\"13\"}}");
        assertThat(still.text("status")).isEqualTo("held");
        assertThat(still.text("/reasons/0/message")).isEqualTo("\"13\" is no phone number");

        assertThat(shop.retailer()
                        .post(order + "/release", "{\"dropoff\":{\"phone\":\"020 7946 0018\"}}")
                        .status())
                .isEqualTo(200);
        JsonNode accepted = shop.order();
        assertThat(accepted.path("status").asString()).isEqualTo("accepted");
        assertThat(shop.retailer()
                        .get("/v1/deliveries/" + accepted.path("deliveryId").asString())
                        .text("/dropoff/phone"))
                .isEqualTo("+442079460018");
        assertThat(shop.retailer().post(order + "/release", "{}").text("code")).isEqualTo("order_not_held");
    }

    @Test
    void aCorrectionOutlivesWhatTheShopSaysNext() {
        ObjectNode payload = Shop.payload("shopify-order");
        ((ObjectNode) payload.path("shipping_address"))
                .put("phone", "12")
                .put("country_code", "Nowhere")
                .put("country", "Nowhere");
        post("event-1", payload);
        String order = "/v1/orders/" + shop.order().path("id").asString();
        shop.retailer().post(order + "/release", "{\"dropoff\":{\"phone\":\"020 7946 0018\"}}");
        assertThat(shop.order().path("status").asString()).isEqualTo("held");

        ((ObjectNode) payload.put("updated_at", "2026-11-23T14:00:00Z").path("shipping_address"))
                .put("country_code", "GB");
        post("event-2", payload);

        await().untilAsserted(
                        () -> assertThat(shop.order().path("status").asString()).isEqualTo("accepted"));
    }

    @Test
    void aDismissedOrderStaysSo() {
        shop = connected("\"automatic\":false,");
        post("event-1", Shop.payload("shopify-order"));
        JsonNode held = shop.order();
        assertThat(held.at("/reasons/0/code").asString()).isEqualTo("awaiting_confirmation");

        String order = "/v1/orders/" + held.path("id").asString();
        assertThat(shop.retailer().post(order + "/dismiss", null).text("status"))
                .isEqualTo("dismissed");
        post("event-2", Shop.payload("shopify-order").put("updated_at", "2026-11-23T14:00:00Z"));
        shop.events(2);
        assertThat(shop.order().path("status").asString()).isEqualTo("dismissed");
        assertThat(shop.retailer().get("/v1/orders?status=dismissed").json().path("data"))
                .hasSize(1);
        assertThat(shop.retailer().get("/v1/orders?status=held").json().path("data"))
                .isEmpty();
    }

    @Test
    void afterABadMappingIsMendedAnEventIsReplayed() {
        shop = connected("\"methods\":[\"Express\"],");
        post("event-1", Shop.payload("shopify-order"));
        assertThat(shop.order().path("status").asString()).isEqualTo("ignored");

        shop.retailer().patch(connection(), "{\"methods\":[\"Local delivery\"]}");
        String event = shop.events(1).getFirst().path("id").asString();
        assertThat(shop.retailer()
                        .post(connection() + "/events/" + event + "/replay", null)
                        .status())
                .isEqualTo(202);

        await().untilAsserted(
                        () -> assertThat(shop.order().path("status").asString()).isEqualTo("accepted"));
    }

    @Test
    void anEventIsKeptAsItCame() {
        ObjectNode payload = Shop.payload("shopify-order").put("note", "  two  spaces ");
        post("event-1", payload);
        String event = shop.events(1).getFirst().path("id").asString();

        Answer body = shop.retailer().get(connection() + "/events/" + event + "/body");
        assertThat(body.raw().body()).isEqualTo(Shop.JSON.writeValueAsBytes(payload));
        assertThat(body.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void whatDispatchRefusesIsHeldWithItsReason() {
        ObjectNode payload = Shop.payload("shopify-order");
        payload.put("note", "x");
        for (JsonNode line : payload.path("line_items")) {
            ((ObjectNode) line).put("name", "\uD83E\uDDC0".repeat(100));
        }
        for (int i = 0; i < 95; i++) {
            payload.withArray("/line_items").add(payload.at("/line_items/0").deepCopy());
        }
        post("event-1", payload);

        JsonNode order = shop.order();
        assertThat(order.path("status").asString()).isEqualTo("held");
        assertThat(order.at("/reasons/0/code").asString()).isEqualTo("too_large");
        assertThat(order.has("deliveryId")).isFalse();
    }

    @Test
    void manyTellingsOfOneOrderAtOnceAreOneDelivery() throws Exception {
        try (ExecutorService at = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                int n = i;
                at.submit(() -> post("event-" + n, Shop.payload("shopify-order")));
            }
        }
        shop.events(40);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
        assertThat(shop.retailer().get("/v1/deliveries").json().path("data")).hasSize(1);
    }

    @Test
    void ordersArePagedTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            post("event-" + i, Shop.payload("shopify-order").put("id", 1000 + i).put("name", "#" + i));
        }
        shop.orders(5);
        Set<String> seen = new HashSet<>();
        String cursor = "";
        do {
            Answer page = shop.retailer().get("/v1/orders?limit=2" + cursor);
            page.json()
                    .path("data")
                    .forEach(order -> seen.add(order.path("number").asString()));
            cursor = page.text("nextCursor").isEmpty() ? "" : "&cursor=" + page.text("nextCursor");
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyInAnyOrder("#0", "#1", "#2", "#3", "#4");
        assertThat(shop.retailer().get("/v1/orders?number=%233").json().path("data"))
                .hasSize(1);
    }

    @Test
    void withItsConnectionGoTheEventsAndTheOrdersStay() {
        post("event-1", Shop.payload("shopify-order"));
        shop.order();
        assertThat(shop.retailer().delete(connection()).status()).isEqualTo(204);
        assertThat(shop.retailer().get(connection()).status()).isEqualTo(404);
        assertThat(post("event-2", Shop.payload("shopify-order"))).isEqualTo(404);
        assertThat(shop.order().path("status").asString()).isEqualTo("accepted");
    }

    private String connection() {
        return "/v1/connections/" + shop.id();
    }

    private String storeId() {
        return shop.retailer().get(connection()).text("storeId");
    }

    private void assertRefused(String body, String field) {
        Answer refused =
                shop.retailer().post("/v1/connections", body.contains("%s") ? body.formatted(storeId()) : body);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/field")).isEqualTo(field);
    }

    private int post(String eventId, ObjectNode payload) {
        return post(eventId, payload, Shop.SECRET);
    }

    private int post(String eventId, ObjectNode payload, String secret) {
        byte[] body = Shop.JSON.writeValueAsBytes(payload);
        return shop.post(
                        "",
                        body,
                        Map.of(
                                "X-Shopify-Topic",
                                "orders/updated",
                                "X-Shopify-Shop-Domain",
                                "acme.myshopify.com",
                                "X-Shopify-Event-Id",
                                eventId,
                                "X-Shopify-Hmac-SHA256",
                                Shop.base64(secret, body)))
                .statusCode();
    }
}
