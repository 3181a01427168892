package io.orkestro.marketplace.connection;

import static io.orkestro.marketplace.Testbed.Actors.bookingId;
import static io.orkestro.marketplace.Testbed.Actors.way;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** A courier with an API of its own, from its account to the last of its webhooks. */
@MarketplaceTest
class CourierOverApiIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    Testbed.Actors actors;

    private final UberStub uber = new UberStub();
    private String courier = "";

    @BeforeEach
    void aConnectedCourier() {
        actors.pauseAllCouriers();
        courier = actors.courier(Map.of("name", "Uber Direct"));
        assertThat(connect(uber.account()).status()).isEqualTo(200);
        uber.quotes(650, 0);
        uber.takesDeliveries(0);
    }

    @AfterEach
    void stop() {
        uber.close();
    }

    // ---- the account

    @Test
    void opsSeeAnAccountWithoutItsSecrets() {
        JsonNode account = actors.asOps(HttpMethod.GET, accountPath(), null).body();
        assertThat(account.get("provider").asString()).isEqualTo("uber-direct");
        assertThat(account.get("webhookUrl").asString()).endsWith("/courier-webhooks/" + courier);
        assertThat(account.toString()).contains("clientSecret").doesNotContain("very-secret");
    }

    @Test
    void anAccountThatCannotBeCalledIsRefused() {
        Map<String, Object> account = new LinkedHashMap<>(uber.account());
        account.put("provider", "pigeons");
        assertThat(connect(account).body().get("errors").get(0).get("message").asString())
                .isEqualTo("is one of stuart, uber-direct");
        account.put("provider", "uber-direct");
        account.put("secrets", Map.of("clientId", "id", "webhookKey", "key"));
        Testbed.Actors.Answer refused = connect(account);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("errors").get(0).get("field").asString()).isEqualTo("clientSecret");

        String sandbox = actors.courier(Map.of("sandbox", "prompt"));
        assertThat(actors.asOps(HttpMethod.PUT, "/v1/couriers/" + sandbox + "/account", uber.account())
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anAccountInUseIsNotDeleted() {
        Map<String, Object> request = confirmed();
        assertThat(actors.asOps(HttpMethod.DELETE, accountPath(), null).code()).isEqualTo("account_in_use");
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "confirmed", "withdrawn:cancelled");
        assertThat(actors.asOps(HttpMethod.DELETE, accountPath(), null).status())
                .isEqualTo(204);
        assertThat(actors.asOps(HttpMethod.GET, accountPath(), null).status()).isEqualTo(404);
    }

    // ---- prices

    @Test
    void itsOwnPriceIsQuoted() {
        JsonNode quote = quoted(Map.of());
        assertThat(quote.get("eligible").asBoolean()).isTrue();
        assertThat(quote.get("fee").get("amount").asInt()).isEqualTo(650);
    }

    @Test
    void whoIsLateIsLeftOutAndNamedAndTheOthersAreNotHeldUp() {
        String quick = actors.courier(Map.of("name", "Quick"));
        uber.quotes(650, 6_000);
        long begun = System.nanoTime();
        JsonNode quotes = ask(Map.of());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(of(quotes, courier).get("eligible").asBoolean()).isFalse();
        assertThat(of(quotes, courier).get("reasons").get(0).asString()).isEqualTo("no_answer");
        assertThat(of(quotes, quick).get("eligible").asBoolean()).isTrue();
    }

    @Test
    void aNoIsAReason() {
        uber.refusesQuotes("address_undeliverable");
        assertThat(quoted(Map.of()).get("reasons").get(0).asString()).isEqualTo("refused");
    }

    @Test
    void whoBringsNoProofIsNotAskedForIt() {
        assertThat(quoted(Map.of("requirements", List.of("photo")))
                        .get("reasons")
                        .get(0)
                        .asString())
                .isEqualTo("refused");
        uber.stub().wasNeverAsked();
    }

    @Test
    void whoCannotComeAnywayIsNotAsked() {
        actors.pauseAllCouriers();
        assertThat(quoted(Map.of()).get("reasons").get(0).asString()).isEqualTo("paused");
        uber.stub().wasNeverAsked();
    }

    @Test
    void dispatchHearsItsOwnPrice() {
        Map<String, Object> request = new LinkedHashMap<>(request());
        request.put("requestId", "qtr_" + bookingId(request));
        actors.say("quotes.requested.v1", request);
        await().until(() -> actors.heardOf(request, "quotes.ready.v1").size() == 1);
        JsonNode quotes =
                actors.heardOf(request, "quotes.ready.v1").getFirst().data().get("quotes");
        for (JsonNode quote : quotes) {
            if (quote.get("courierId").asString().equals(courier)) {
                assertThat(quote.get("fee").get("amount").asInt()).isEqualTo(650);
            }
        }
    }

    // ---- bookings

    @Test
    void anOfferRemindsItOfItsPriceAndItsYesConfirms() {
        quoted(Map.of());
        Map<String, Object> request = new LinkedHashMap<>(request());
        request.put("fee", Map.of("amount", 650, "currency", "GBP"));
        actors.book(request);
        actors.awaitAnswers(request, "confirmed");
        JsonNode offered = uber.stub().posted(UberStub.DELIVERIES);
        assertThat(offered.get("quote_id").asString()).isEqualTo("dqt_7");
        assertThat(offered.get("external_id").asString()).isEqualTo(bookingId(request));
    }

    @Test
    void itsWebhooksMoveTheDelivery() {
        Map<String, Object> request = confirmed();
        for (String status : List.of("pickup", "pickup_complete", "dropoff", "delivered")) {
            assertThat(post(UberStub.news(bookingId(request), status))).isEqualTo(204);
        }
        await().until(() -> actors.heardOf(request, "courier.reported.v1").size() == 4);
        assertThat(actors.heardOf(request, "courier.reported.v1"))
                .extracting(heard -> heard.data().get("status").asString())
                .containsExactly("assigned", "picked_up", "dropoff_enroute", "delivered");
        JsonNode report =
                actors.heardOf(request, "courier.reported.v1").getFirst().data();
        assertThat(report.get("driver").get("name").asString()).isEqualTo("Ali X.");
        await().until(() -> actors.heardOf(request, "courier.positioned.v1").size() == 4);
    }

    @Test
    void anybodyElsesPostsAreRefused() {
        Map<String, Object> request = confirmed();
        String body = UberStub.news(bookingId(request), "delivered");
        assertThat(post(body, "0".repeat(64))).isEqualTo(401);
        assertThat(post(body, null)).isEqualTo(401);
        assertThat(actors.heardOf(request, "courier.reported.v1")).isEmpty();
    }

    @Test
    void newsThatOvertakeTheYesAreAYes() {
        uber.takesDeliveries(1_500);
        Map<String, Object> request = request();
        actors.book(request);
        actors.awaitStatus(request, "OFFERED");
        assertThat(post(UberStub.news(bookingId(request), "pickup"))).isEqualTo(204);
        actors.awaitAnswers(request, "confirmed");
    }

    @ParameterizedTest
    @CsvSource({"false, withdrawn:dropped_out", "true, failed"})
    void itsCancellationIsADropOutAndWithTheGoodsAFailure(boolean hasTheGoods, String outcome) {
        Map<String, Object> request = confirmed();
        if (hasTheGoods) {
            actors.tell("delivery.picked_up.v1", request);
            await().until(() -> actors.sequenceOf(request) == 3);
        }
        assertThat(post(UberStub.news(bookingId(request), "canceled"))).isEqualTo(204);
        if (hasTheGoods) {
            await().until(() -> actors.heardOf(request, "courier.reported.v1").size() == 1);
            JsonNode report =
                    actors.heardOf(request, "courier.reported.v1").getFirst().data();
            assertThat(report.get("status").asString()).isEqualTo(outcome);
            assertThat(report.get("reason").asString()).isEqualTo("cancelled_by_courier");
        } else {
            actors.awaitAnswers(request, "confirmed", outcome);
        }
    }

    @Test
    void aWithdrawnJobIsCancelledThere() {
        Map<String, Object> request = confirmed();
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "confirmed", "withdrawn:cancelled");
        await().until(() -> uber.stub().asked(UberStub.CANCELLATION).equals(List.of("POST")));
    }

    @Test
    void aLateYesIsCancelledThere() {
        uber.takesDeliveries(2_500);
        Map<String, Object> request = actors.request(courier, Duration.ofSeconds(1));
        request.put("requirements", List.of());
        actors.book(request);
        actors.awaitAnswers(request, "expired:no_answer");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !uber.stub().asked(UberStub.CANCELLATION).isEmpty());
        assertThat(actors.statusOf(request)).isEqualTo("EXPIRED");
    }

    @Test
    void whatIsToBeProvenIsNotOffered() {
        Map<String, Object> request = new LinkedHashMap<>(request());
        request.put("deliverableAction", "leave_at_door");
        actors.book(request);
        actors.awaitAnswers(request, "rejected:proof_not_supported");
    }

    // ----

    private String accountPath() {
        return "/v1/couriers/" + courier + "/account";
    }

    private Testbed.Actors.Answer connect(Map<String, ?> account) {
        return actors.asOps(HttpMethod.PUT, accountPath(), account);
    }

    private Map<String, Object> request() {
        Map<String, Object> request = actors.request(courier, MINUTE);
        request.put("requirements", List.of());
        return request;
    }

    private Map<String, Object> confirmed() {
        Map<String, Object> request = request();
        actors.book(request);
        actors.awaitAnswers(request, "confirmed");
        return request;
    }

    private JsonNode ask(Map<String, ?> more) {
        Map<String, Object> body = new LinkedHashMap<>(way());
        body.put("items", List.of(Map.of("name", "Cheese", "quantity", 1)));
        body.putAll(more);
        Testbed.Actors.Answer answer = actors.asRetailer("acme", HttpMethod.POST, "/v1/quotes", body);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().get("quotes");
    }

    private JsonNode quoted(Map<String, ?> more) {
        return of(ask(more), courier);
    }

    private static JsonNode of(JsonNode quotes, String courierId) {
        for (JsonNode quote : quotes) {
            if (quote.get("courier").get("id").asString().equals(courierId)) {
                return quote;
            }
        }
        throw new AssertionError(courierId + " is not in " + quotes);
    }

    private int post(String body) {
        return post(body, UberStub.signature(body));
    }

    private int post(String body, @Nullable String signature) {
        return actors.asAnyone(
                HttpMethod.POST,
                "/courier-webhooks/" + courier,
                body,
                signature == null ? new String[0] : new String[] {"x-uber-signature", signature});
    }
}
