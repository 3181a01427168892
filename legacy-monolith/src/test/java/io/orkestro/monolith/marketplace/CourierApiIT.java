package io.orkestro.monolith.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.monolith.marketplace.Testbed.Actors;
import io.orkestro.monolith.marketplace.Testbed.Actors.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** The register of couriers, over the API. */
@MarketplaceTest
class CourierApiIT {

    @Autowired
    Actors actors;

    @Autowired
    JsonMapper json;

    @Test
    void aCourierIsRegisteredOnceAndItsSecretShownOnce() {
        Map<String, Object> body =
                Actors.newCourier(Map.of("opensAt", "08:00", "closesAt", "22:00", "timezone", "Europe/London"));
        Answer first = actors.asOps(HttpMethod.POST, "/v1/couriers", body);
        assertThat(first.status()).isEqualTo(201);
        String id = "crr_" + body.get("key");
        assertThat(first.body().get("id").asString()).isEqualTo(id);
        assertThat(first.response().getHeader("Location")).isEqualTo("/v1/couriers/" + id);
        assertThat(first.body().get("offerSecret").asString()).startsWith("whsec_");
        assertThat(first.body().get("opensAt").asString()).isEqualTo("08:00");
        assertThat(first.body().get("paused").asBoolean()).isFalse();

        Answer same = actors.asOps(HttpMethod.POST, "/v1/couriers", body);
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.body().has("offerSecret")).isFalse();

        Map<String, Object> other = new HashMap<>(body);
        other.put("name", "Another");
        Answer taken = actors.asOps(HttpMethod.POST, "/v1/couriers", other);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("already_exists");
        assertThat(taken.body().get("existingId").asString()).isEqualTo(id);
    }

    @Test
    void changesArePublishedOneByOne() {
        String id = actors.courier(Map.of());
        String path = "/v1/couriers/" + id;
        Answer patched = actors.asOps(HttpMethod.PATCH, path, Map.of("capacity", 9));
        assertThat(patched.body().get("capacity").asInt()).isEqualTo(9);
        assertThat(patched.body().get("name").asString()).isEqualTo("Pedal & Post");
        actors.asOps(HttpMethod.PATCH, path, Map.of("capacity", 9));
        actors.asOps(HttpMethod.POST, path + "/pause", null);
        Answer paused = actors.asOps(HttpMethod.POST, path + "/pause", null);
        assertThat(paused.body().get("paused").asBoolean()).isTrue();
        assertThat(actors.asOps(HttpMethod.POST, path + "/resume", null)
                        .body()
                        .get("paused")
                        .asBoolean())
                .isFalse();

        await().until(() -> actors.events("courier.changed.v1", id).size() == 4);
        assertThat(actors.events("courier.changed.v1", id))
                .extracting(event -> event.envelope().sequence())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(actors.events("courier.changed.v1", id)
                        .getLast()
                        .data()
                        .get("courier")
                        .has("offerSecret"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} is refused with {2}")
    @CsvSource(delimiter = '|', textBlock = """
            key          | "Not A Key"                     | 422
            vehicles     | []                              | 422
            capacity     | 0                               | 422
            capacity     | "5"                             | 400
            speedKmh     | 0.5                             | 422
            offerUrl     | "ftp://x.example/"              | 422
            offerUrl     | "http://user@x.example/"        | 422
            offerUrl     | "not a url"                     | 422
            opensAt      | "08:00"                         | 422
            opensAt      | "8 o'clock"                     | 400
            timezone     | "Mars/Olympus"                  | 400
            sandbox      | "sleepy"                        | 400
            rateCard     | {"currency":"GBP","base":1}     | 422
            rateCard     | {"currency":"pounds","base":1,"perKm":1} | 422
            serviceArea  | {"center":{"lat":91,"lng":0},"radiusMeters":1000} | 422
            """)
    void nonsenseIsRefused(String field, String value, int status) {
        Map<String, Object> courier = Actors.newCourier(Map.of());
        courier.put(field, json.readTree(value));
        assertThat(actors.asOps(HttpMethod.POST, "/v1/couriers", courier).status())
                .isEqualTo(status);
    }

    @Test
    void whatOnlyTheServiceCanDoIsRefusedAndNotForgotten() {
        Map<String, Object> courier = Actors.newCourier(Map.of(
                "timezone",
                "Europe/London",
                "hours",
                List.of(Map.of("opensAt", "08:00", "closesAt", "22:00")),
                "vehicles",
                List.of(Map.of("type", "bike", "speedKmh", 14.5)),
                "rateCard",
                Map.of("currency", "GBP", "base", 300, "perKm", 100, "surgePercent", 10)));
        Answer refused = actors.asOps(HttpMethod.POST, "/v1/couriers", courier);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("errors").valueStream())
                .extracting(error -> error.get("field").asString())
                .containsExactly("hours", "rateCard.surgePercent", "vehicles[0].speedKmh");
        String id = actors.courier(Map.of());
        assertThat(actors.asOps(
                                HttpMethod.PATCH,
                                "/v1/couriers/" + id,
                                Map.of("serviceArea", Map.of("districts", List.of("N1"))))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void whoMayWhat() {
        String id = actors.courier(Map.of("offerUrl", "https://pedal.example/offers"));
        String other = actors.courier(Map.of());
        String path = "/v1/couriers/" + id;
        assertThat(actors.asCourier(id, HttpMethod.GET, path, null).body().has("offerUrl"))
                .isTrue();
        assertThat(actors.asCourier(other, HttpMethod.GET, path, null).status()).isEqualTo(404);
        assertThat(actors.asCourier(id, HttpMethod.GET, "/v1/couriers", null)
                        .body()
                        .get("data")
                        .size())
                .isEqualTo(1);
        assertThat(actors.asRetailer("acme", HttpMethod.GET, path, null).body().has("offerUrl"))
                .isFalse();
        assertThat(actors.asRetailer("acme", HttpMethod.PATCH, path, Map.of()).status())
                .isEqualTo(403);
        assertThat(actors.asCourier(id, HttpMethod.POST, path + "/pause", null).status())
                .isEqualTo(403);
        assertThat(actors.asRetailer("acme", HttpMethod.POST, "/v1/couriers", Actors.newCourier(Map.of()))
                        .status())
                .isEqualTo(403);
        assertThat(actors.asOps(HttpMethod.GET, "/v1/couriers/crr_nobody", null).status())
                .isEqualTo(404);
    }

    @Test
    void couriersAreListedNewestFirst() {
        String older = actors.courier(Map.of());
        String newer = actors.courier(Map.of());
        Answer page = actors.asOps(HttpMethod.GET, "/v1/couriers?limit=1", null);
        assertThat(page.body().get("data").get(0).get("id").asString()).isEqualTo(newer);
        Answer next = actors.asOps(
                HttpMethod.GET,
                "/v1/couriers?limit=1&cursor=" + page.body().get("nextCursor").asString(),
                null);
        assertThat(next.body().get("data").get(0).get("id").asString()).isEqualTo(older);
    }

    @Test
    void quotesComeFromEveryCourierWithTokensOrReasons() {
        actors.pauseAllCouriers();
        String dear = actors.courier(Map.of("name", "Dear", "rateCard", rate(900)));
        String cheap = actors.courier(Map.of("name", "Cheap", "rateCard", rate(300)));
        String far = actors.courier(Map.of(
                "name",
                "Far",
                "serviceArea",
                Map.of("center", Map.of("lat", 45.4, "lng", 9.2), "radiusMeters", 5_000)));

        Map<String, Object> body = Actors.way();
        body.put("items", List.of(Map.of("name", "Cheese", "quantity", 2, "weightGrams", 900)));
        Answer answer = actors.asRetailer("acme", HttpMethod.POST, "/v1/quotes", body, "Idempotency-Key", "quotes-1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("quotes").get(0).get("courier").get("id").asString())
                .isEqualTo(cheap);
        assertThat(answer.body().get("quotes").get(1).get("courier").get("id").asString())
                .isEqualTo(dear);
        assertThat(answer.body().get("quotes").get(0).get("token").asString()).contains(".");
        assertThat(answer.body().get("quotes").get(0).get("vehicle").asString()).isEqualTo("bike");
        answer.body().get("quotes").forEach(quote -> {
            boolean eligible = quote.get("eligible").asBoolean();
            assertThat(quote.has("token")).isEqualTo(eligible);
            assertThat(quote.has("fee")).isEqualTo(eligible);
            assertThat(quote.get("reasons").isEmpty()).isEqualTo(eligible);
            if (quote.get("courier").get("id").asString().equals(far)) {
                assertThat(quote.get("reasons").get(0).asString()).isEqualTo("outside_service_area");
            }
        });

        Answer again = actors.asRetailer("acme", HttpMethod.POST, "/v1/quotes", body, "Idempotency-Key", "quotes-1");
        assertThat(again.response().getHeader("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(actors.asOps(HttpMethod.POST, "/v1/quotes", body).status()).isEqualTo(403);
        assertThat(actors.asRetailer("acme", HttpMethod.POST, "/v1/quotes", Map.of())
                        .status())
                .isEqualTo(422);
    }

    @Test
    void dispatchGetsQuotesByMessage() {
        actors.pauseAllCouriers();
        String id = actors.courier(Map.of());
        Map<String, Object> request = actors.request(id, Duration.ofMinutes(1));
        request.put("requestId", "req-1");
        actors.say("quotes.requested.v1", request);
        await().until(() -> actors.heardOf(request, "quotes.ready.v1").size() == 1);
        Testbed.Heard ready = actors.heardOf(request, "quotes.ready.v1").getFirst();
        assertThat(ready.data().get("requestId").asString()).isEqualTo("req-1");
        assertThat(ready.data().get("quotes").get(0).get("courierId").asString())
                .isEqualTo(id);
        assertThat(ready.data().get("quotes").get(0).get("eligible").asBoolean())
                .isTrue();
        assertThat(ready.data().get("quotes").get(0).get("fee").get("currency").asString())
                .isEqualTo("GBP");
    }

    private static Map<String, Object> rate(int base) {
        return Map.of("currency", "GBP", "base", base, "perKm", 100);
    }
}
