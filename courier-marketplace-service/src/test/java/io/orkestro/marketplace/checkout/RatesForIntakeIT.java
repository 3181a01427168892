package io.orkestro.marketplace.checkout;

import static io.orkestro.marketplace.Testbed.Actors.way;
import static io.orkestro.marketplace.Testbed.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed;
import io.orkestro.marketplace.connection.UberStub;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Checkouts ask by way of intake, which is played by the test. */
@MarketplaceTest
class RatesForIntakeIT {

    @Autowired
    Testbed.Actors actors;

    @Autowired
    JdbcClient jdbc;

    private final String retailer = newKey("shop");

    @BeforeEach
    void nobodyElse() {
        actors.pauseAllCouriers();
    }

    @Test
    void theCheapestIsTold() {
        actors.courier(Map.of("rateCard", Map.of("currency", "GBP", "base", 900, "perKm", 0, "minimum", 900)));
        actors.courier(Map.of("rateCard", Map.of("currency", "GBP", "base", 300, "perKm", 0, "minimum", 300)));

        JsonNode answer = answerTo(ask(Duration.ofSeconds(3)));

        assertThat(answer.path("outcome").asString()).isEqualTo("offered");
        assertThat(answer.at("/fee/amount").asInt()).isEqualTo(300);
        assertThat(answer.path("dropoffEta").asString()).isNotEmpty();
    }

    @Test
    void nobodyWhoCanIsAnAnswer() {
        assertThat(answerTo(ask(Duration.ofSeconds(3))).path("outcome").asString())
                .isEqualTo("nobody");
    }

    @Test
    void couriersThatHangAreSaidToBeTooSlowWhileSomebodyStillListens() {
        try (UberStub uber = new UberStub()) {
            String courier = actors.courier(Map.of());
            actors.asOps(HttpMethod.PUT, "/v1/couriers/" + courier + "/account", uber.account());
            uber.quotes(650, 8_000);
            long begun = System.nanoTime();

            JsonNode answer = answerTo(ask(Duration.ofMillis(2_600)));

            assertThat(answer.path("outcome").asString()).isEqualTo("too_slow");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(2_600));
            actors.pauseAllCouriers();
        }
    }

    @Test
    void whatIsReadTooLateIsDropped() {
        actors.courier(Map.of());

        String late = ask(Duration.ofMillis(-1));
        answerTo(ask(Duration.ofSeconds(3)));

        assertThat(actors.events("rates.ready.v1", late)).isEmpty();
        assertThat(jdbc.sql("select count(*) from rate_request where request_id = ?")
                        .param(late)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
    }

    @Test
    void whatWaitedTooLongIsForgotten() {
        String late = "rrq_" + retailer + "_" + Long.toString(System.nanoTime(), 36);
        jdbc.sql("insert into rate_request (request_id, request, due_at) values (?, cast(? as jsonb), now())")
                .params(
                        late,
                        new tools.jackson.databind.json.JsonMapper()
                                .writeValueAsString(question(late, Instant.now().minusSeconds(1))))
                .update();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> jdbc.sql("select count(*) from rate_request where request_id = ?")
                                .param(late)
                                .query((row, _) -> row.getInt(1))
                                .single()
                        == 0);
        assertThat(actors.events("rates.ready.v1", late)).isEmpty();
    }

    private String ask(Duration within) {
        String requestId = "rrq_" + retailer + "_" + Long.toString(System.nanoTime(), 36);
        actors.askForRate(question(requestId, Instant.now().plus(within)));
        return requestId;
    }

    private Map<String, Object> question(String requestId, Instant answerBy) {
        Map<String, Object> question = new LinkedHashMap<>(way());
        question.put("requestId", requestId);
        question.put("retailerId", "ret_" + retailer);
        question.put("answerBy", answerBy.toString());
        question.put("items", List.of(Map.of("name", "Cheese", "quantity", 1)));
        return question;
    }

    private JsonNode answerTo(String requestId) {
        await("an answer to " + requestId)
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !actors.events("rates.ready.v1", requestId).isEmpty());
        return actors.events("rates.ready.v1", requestId).getFirst().data();
    }
}
