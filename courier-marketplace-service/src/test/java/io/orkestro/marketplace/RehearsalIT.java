package io.orkestro.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.ApiClient.As;
import io.orkestro.platform.contracts.RehearsalContract;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** The marketplace answers as if: no courier is kept, none is called. */
@SpringBootTest(classes = MarketplaceApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(TestServers.class)
class RehearsalIT extends RehearsalContract {

    @Override
    protected List<Scene> scenes() {
        // Quotes first: for real, a courier that is registered is asked from then on.
        return List.of(
                everywhere("quotes", api().retailer(key), "quotes-" + key),
                everywhere("courier", ops(), "courier-" + key));
    }

    @Override
    protected As ops() {
        return api().ops();
    }

    @Override
    protected Scene askingTheOtherSide() {
        Scene courier = everywhere("courier", ops(), null);
        return new Scene(
                ops(),
                courier.method(),
                courier.path(),
                String.valueOf(courier.body()).replace("c" + key, "d" + key),
                null,
                courier.status());
    }

    @Test
    void aCourierWithAnApiOfItsOwnIsPricedByItsRateCardAndNotAsked() {
        String courier = "{\"key\":\"%s\",\"name\":\"Sur Deux Roues\",".formatted("e" + key)
                + "\"vehicles\":[{\"type\":\"bike\",\"maxWeightGrams\":15000}],"
                + "\"serviceArea\":{\"center\":{\"lat\":48.8566,\"lng\":2.3522},\"radiusMeters\":9000},"
                + "\"rateCard\":{\"currency\":\"EUR\",\"base\":300,\"perKm\":100,\"minimum\":399},"
                + "\"capacity\":5,\"speedKmh\":18}";
        String id = ops().post("/v1/couriers", courier).text("id");
        String account = """
                {"provider":"uber-direct","settings":{"customerId":"cus_acme","apiUrl":"%1$s","tokenUrl":"%1$s/token"},
                 "secrets":{"clientId":"a","clientSecret":"b","webhookKey":"c"}}""".formatted(nobody());
        Answer connected = ops().put("/v1/couriers/" + id + "/account", account);
        assertThat(connected.status())
                .as(new String(connected.raw().body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        String way = String.valueOf(everywhere("quotes", ops(), null).body())
                .replace("51.5245", "48.8600")
                .replace("51.5392", "48.8530")
                .replace("-0.0773", "2.3500")
                .replace("-0.1003", "2.3600");
        int calls = calls();

        JsonNode rehearsed = quoteOf(id, api().retailer(key).rehearsing().post("/v1/quotes", way));

        assertThat(rehearsed.path("eligible").asBoolean()).isTrue();
        assertThat(rehearsed.path("fee").path("currency").asString()).isEqualTo("EUR");
        assertThat(calls()).isEqualTo(calls);
        assertThat(quoteOf(id, api().retailer(key).post("/v1/quotes", way))
                        .path("eligible")
                        .asBoolean())
                .as("for real it is asked, and nobody is there")
                .isFalse();
        assertThat(calls()).isGreaterThan(calls);
    }

    private static JsonNode quoteOf(String courierId, Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        for (JsonNode quote : answer.json().path("quotes")) {
            if (quote.path("courier").path("id").asString().equals(courierId)) {
                return quote;
            }
        }
        throw new AssertionError(courierId + " is not in " + answer.json());
    }

    private ApiClient api() {
        return new ApiClient("courier-marketplace-service", port, Decision.decode("MSMM"));
    }
}
