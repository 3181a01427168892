package io.orkestro.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.dispatch.DispatchTest;
import io.orkestro.platform.messaging.Outbox;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A checkout of Shopify's asks what a delivery costs, and waits for three seconds at most. */
@DispatchTest
class CheckoutIT {

    private static final Duration PROMISED = Duration.ofSeconds(3);

    private final int port;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final RatesByHand marketplace;
    private Shop shop;

    @Autowired
    CheckoutIT(
            @LocalServerPort int port,
            JdbcClient jdbc,
            DataSource dataSource,
            ConnectionFactory connections,
            Environment environment,
            Outbox outbox,
            TransactionTemplate transactions) {
        this.port = port;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.marketplace = new RatesByHand(
                connections, environment.getProperty("orkestro.messaging.prefix", ""), outbox, transactions);
    }

    @BeforeEach
    void connect() {
        shop = connected("\"fallbackRate\":{\"fee\":{\"amount\":699,\"currency\":\"GBP\"},\"dropoffMinutes\":60},");
    }

    private Shop connected(String fallback) {
        return Shop.connected(port, jdbc, "shopify", fallback + """
                "settings":{"shop":"acme.myshopify.com"},"secrets":{"signingSecret":"hush"}""");
    }

    @AfterEach
    void close() {
        marketplace.close();
        assertThat(marketplace.violations()).isEmpty();
    }

    @Test
    void theCheapestCouriersPriceIsShown() {
        marketplace.offers(599, "GBP");

        JsonNode rate = onlyRate(ask(question(1)));

        assertThat(rate.path("total_price").isString()).isTrue();
        assertThat(rate.path("total_price").asString()).isEqualTo("599");
        assertThat(rate.path("currency").asString()).isEqualTo("GBP");
        assertThat(rate.path("service_code").asString()).isEqualTo("orkestro");
        assertThat(rate.path("min_delivery_date").asString()).isEqualTo("2026-11-23 12:41:00 +0000");
        assertThat(rate.path("max_delivery_date").asString()).isEqualTo("2026-11-23 12:41:00 +0000");
        JsonNode asked = marketplace.asked(retailerId()).getFirst();
        assertThat(asked.at("/pickup/address/line1").asString()).isEqualTo("14 Redchurch Street");
        assertThat(asked.at("/dropoff/phone").asString()).isEqualTo("+447700900123");
        assertThat(asked.path("items")).hasSize(1);
        assertThat(asked.at("/orderValue/amount").asInt()).isEqualTo(3_201);
    }

    @Test
    void aCurrencyWithoutSubunitsCountsAsIfItHadAHundred() {
        marketplace.offers(1_000, "JPY");
        ObjectNode question = question(100_000);
        ((ObjectNode) question.path("rate")).put("currency", "JPY");

        assertThat(onlyRate(ask(question)).path("total_price").asString()).isEqualTo("100000");
        assertThat(marketplace.asked(retailerId()).getFirst().path("orderValue").toString())
                .isEqualTo("{\"amount\":1032,\"currency\":\"JPY\"}");
    }

    @Test
    void whereNoCourierCanNothingIsShown() {
        marketplace.answers(_ -> Map.of("outcome", "nobody"));
        assertThat(ask(question(1)).path("rates")).isEmpty();
    }

    @Test
    void couriersThatAreTooSlowGiveWayToTheRetailersOwnPrice() {
        marketplace.answers(_ -> Map.of("outcome", "too_slow"));
        JsonNode rate = onlyRate(ask(question(1)));
        assertThat(rate.path("total_price").asString()).isEqualTo("699");
        assertThat(rate.path("min_delivery_date").asString())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0000");
    }

    @Test
    void aMarketplaceThatDoesNotAnswerGivesWayToTheRetailersOwnPrice() {
        assertThat(onlyRate(ask(question(1))).path("total_price").asString()).isEqualTo("699");
    }

    @Test
    void withoutAPriceOfTheRetailersNothingIsShown() {
        shop = connected("");
        assertThat(ask(question(1)).path("rates")).isEmpty();
    }

    @Test
    void anAnswerThatAnotherInstanceHeardIsFound() {
        marketplace.answers(question -> {
            jdbc.sql("insert into rate_answer (request_id, answer, answered_at) values (?, cast(? as jsonb), now())")
                    .params(question.path("requestId").asString(), """
                            {"requestId":"%s","outcome":"offered","fee":{"amount":420,"currency":"GBP"}}""".formatted(
                                    question.path("requestId").asString()))
                    .update();
            return null;
        });
        assertThat(onlyRate(ask(question(1))).path("total_price").asString()).isEqualTo("420");
    }

    @Test
    void theSameIsAskedOnceHoweverOftenAShopAsks() {
        marketplace.offers(599, "GBP");
        ask(question(1));
        ask(question(1));
        ask(question(2));
        assertThat(marketplace.asked(retailerId())).hasSize(2);
    }

    @Test
    void checkoutsAskBeforeAllOfItIsThere() {
        marketplace.offers(599, "GBP");
        ObjectNode question = question(1);
        ObjectNode to = (ObjectNode) question.at("/rate/destination");
        to.putNull("name").putNull("address1").putNull("phone");

        assertThat(onlyRate(ask(question)).path("total_price").asString()).isEqualTo("599");
        assertThat(marketplace
                        .asked(retailerId())
                        .getFirst()
                        .at("/dropoff/phone")
                        .asString())
                .as("the store's stands in")
                .isEqualTo("+442079460018");
    }

    @Test
    void anAddressThatNobodyKnowsHasTheRetailersOwnPrice() {
        marketplace.offers(599, "GBP");
        ObjectNode question = question(1);
        ((ObjectNode) question.at("/rate/destination"))
                .putNull("latitude")
                .putNull("longitude")
                .put("postal_code", "ZZ99 9ZZ");

        assertThat(onlyRate(ask(question)).path("total_price").asString()).isEqualTo("699");
    }

    @Test
    void whatNobodyCarriesHasNoRate() {
        ObjectNode question = question(1);
        question.at("/rate/items").forEach(item -> ((ObjectNode) item).put("requires_shipping", false));
        assertThat(ask(question).path("rates")).isEmpty();
    }

    @Test
    void aSignatureIsNotNeededButHasToBeRight() {
        marketplace.offers(599, "GBP");
        byte[] body = bytes(question(1));
        assertThat(status(body, Map.of("X-Shopify-Hmac-SHA256", Shop.base64("hush", body))))
                .isEqualTo(200);
        assertThat(status(body, Map.of("X-Shopify-Shop-Domain", "acme.myshopify.com")))
                .isEqualTo(200);
        assertThat(status(body, Map.of("X-Shopify-Hmac-SHA256", Shop.base64("another", body))))
                .isEqualTo(401);
        assertThat(status(body, Map.of("X-Shopify-Shop-Domain", "another.myshopify.com")))
                .isEqualTo(401);
        assertThat(status("[1, 2".getBytes(java.nio.charset.StandardCharsets.UTF_8), Map.of()))
                .isEqualTo(400);
        assertThat(shop.events(0)).isEmpty();
    }

    @Test
    void aDatabaseThatDoesNotAnswerDoesNotMatter() throws SQLException {
        marketplace.offers(599, "GBP");
        // The very first price may come too late where all of this has only just begun.
        await().untilAsserted(() -> assertThat(
                        onlyRate(ask(question(1))).path("total_price").asString())
                .isEqualTo("599"));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table shop_connection, store in access exclusive mode");
            assertThat(onlyRate(ask(question(2))).path("total_price").asString())
                    .isEqualTo("699");
            connection.rollback();
        }
        await().untilAsserted(() -> assertThat(
                        onlyRate(ask(question(3))).path("total_price").asString())
                .isEqualTo("599"));
    }

    /** The marketplace says nothing at all meanwhile. */
    @Test
    void aShopThatAsksVeryMuchAtOnceIsAnsweredInTimeAllTheSame() throws Exception {
        try (ExecutorService checkouts = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> asked = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                ObjectNode question = question(i);
                asked.add(checkouts.submit(() -> ask(question)));
            }
            for (Future<JsonNode> one : asked) {
                assertThat(onlyRate(one.get()).path("total_price").asString()).isEqualTo("699");
            }
        }
        assertThat(marketplace.asked(retailerId())).hasSizeLessThanOrEqualTo(16);
    }

    // ---- what they share

    /** @param subunits what the goods cost beyond 32 pounds, so that questions differ */
    private static ObjectNode question(int subunits) {
        ObjectNode question = Shop.payload("shopify-checkout");
        ((ObjectNode) question.at("/rate/items/0")).put("price", 3_200 + subunits);
        return question;
    }

    private JsonNode ask(ObjectNode question) {
        long begun = System.nanoTime();
        HttpResponse<String> answer = shop.post("/rates", bytes(question), Map.of());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Shop.JSON.readTree(answer.body());
    }

    private int status(byte[] body, Map<String, String> headers) {
        return shop.post("/rates", body, headers).statusCode();
    }

    private static JsonNode onlyRate(JsonNode answer) {
        assertThat(answer.path("rates")).hasSize(1);
        return answer.at("/rates/0");
    }

    /** As {@link Shop} names it: a connection's id carries its key. */
    private String retailerId() {
        return "ret_" + shop.id().split("_")[1];
    }

    private static byte[] bytes(ObjectNode question) {
        return Shop.JSON.writeValueAsBytes(question);
    }
}
