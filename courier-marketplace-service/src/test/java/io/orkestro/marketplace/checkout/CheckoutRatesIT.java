package io.orkestro.marketplace.checkout;

import static io.orkestro.marketplace.Testbed.Actors.way;
import static io.orkestro.marketplace.Testbed.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed;
import io.orkestro.marketplace.connection.UberStub;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** One price, always and quickly. */
@MarketplaceTest
class CheckoutRatesIT {

    private static final Duration PROMISED = Duration.ofSeconds(3);
    private static final Map<String, Object> FALLBACK =
            Map.of("fee", Map.of("amount", 799, "currency", "GBP"), "dropoffMinutes", 90);

    @Autowired
    Testbed.Actors actors;

    @Autowired
    DataSource dataSource;

    private final String retailer = newKey("shop");

    @BeforeEach
    void aFallback() {
        actors.pauseAllCouriers();
        assertThat(actors.asRetailer(retailer, HttpMethod.PUT, "/v1/checkout-rates/fallback", FALLBACK)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theCheapestIsShown() {
        actors.courier(Map.of("rateCard", Map.of("currency", "GBP", "base", 900, "perKm", 0, "minimum", 900)));
        actors.courier(Map.of("rateCard", Map.of("currency", "GBP", "base", 300, "perKm", 0, "minimum", 300)));
        JsonNode rate = rate();
        assertThat(rate.get("source").asString()).isEqualTo("quoted");
        assertThat(rate.get("fee").get("amount").asInt()).isEqualTo(300);
        assertThat(rate.get("token").asString()).isNotBlank();
    }

    @Test
    void nobodyWhoCanIsAnAnswer() {
        assertThat(rate().get("available").asBoolean()).isFalse();
    }

    @Test
    void aSlowCourierGivesWayToTheFallback() {
        try (UberStub uber = new UberStub()) {
            String courier = actors.courier(Map.of());
            actors.asOps(HttpMethod.PUT, "/v1/couriers/" + courier + "/account", uber.account());
            uber.quotes(650, 8_000);
            assertThat(rate().get("source").asString()).isEqualTo("fallback");
            actors.pauseAllCouriers();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerDoesNotMatter() throws SQLException {
        actors.courier(Map.of());
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table courier in access exclusive mode");
            JsonNode rate = rate();
            assertThat(rate.get("source").asString()).isEqualTo("fallback");
            assertThat(rate.get("fee").get("amount").asInt()).isEqualTo(799);
            connection.rollback();
        }
        assertThat(rate().get("source").asString()).isEqualTo("quoted");
    }

    @Test
    void whoHasNoFallbackHearsSoAtOnce() {
        assertThat(actors.asRetailer(newKey("new"), HttpMethod.POST, "/v1/checkout-rates", load())
                        .code())
                .isEqualTo("fallback_price_missing");
    }

    @Test
    void aFallbackIsReadAgainAndBadOnesAreRefused() {
        assertThat(actors.asRetailer(retailer, HttpMethod.GET, "/v1/checkout-rates/fallback", null)
                        .body()
                        .get("dropoffMinutes")
                        .asInt())
                .isEqualTo(90);
        assertThat(actors.asRetailer(
                                retailer,
                                HttpMethod.PUT,
                                "/v1/checkout-rates/fallback",
                                Map.of("fee", Map.of("amount", -1, "currency", "GBP"), "dropoffMinutes", 90))
                        .status())
                .isEqualTo(422);
    }

    private JsonNode rate() {
        long begun = System.nanoTime();
        Testbed.Actors.Answer answer = actors.asRetailer(retailer, HttpMethod.POST, "/v1/checkout-rates", load());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static Map<String, Object> load() {
        Map<String, Object> load = new LinkedHashMap<>(way());
        load.put("items", List.of(Map.of("name", "Cheese", "quantity", 1)));
        return load;
    }
}
