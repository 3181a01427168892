package io.orkestro.marketplace.uber;

import static io.orkestro.marketplace.adapter.Loads.BOOKING;
import static io.orkestro.marketplace.adapter.Loads.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.CourierHttp;
import io.orkestro.marketplace.adapter.CourierNews;
import io.orkestro.marketplace.adapter.Inbound;
import io.orkestro.marketplace.adapter.NewsStatus;
import io.orkestro.marketplace.adapter.Signed;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.place.Location;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UberWebhookTests {

    private static final String KEY = "c0ffee";
    private static final CourierAccount ACCOUNT =
            new CourierAccount("crr_uber", Map.of("customerId", "cus_acme"), Map.of("webhookKey", KEY));

    private final CourierHttp http = new CourierHttp(Clock.fixed(NOW, ZoneOffset.UTC));
    private final UberDirect adapter = new UberDirect(http);

    @AfterEach
    void stop() {
        http.close();
    }

    /** As Uber publishes it, without what nobody reads. */
    private static String delivery(String status, String more) {
        return """
               {"kind": "event.delivery_status", "id": "evt_1", "created": "2026-03-02T11:59:30.120Z",
                "customer_id": "cus_acme", "delivery_id": "del_1", "status": "%s", "live_mode": false,
                "data": {"id": "del_1", "external_id": "%s", "status": "%s", "complete": false,
                 "courier_imminent": false, "undeliverable_reason": "", "undeliverable_action": "",
                 "courier": {"name": "Ali X.", "phone_number": "+14155550100", "rating": "5.00",
                  "vehicle_type": "bicycle", "location": {"lat": 51.52, "lng": -0.12}}%s}}""".formatted(status, BOOKING, status, more);
    }

    private Inbound signed(String body) {
        return received(body, "x-uber-signature", Signed.hmacSha256(body, KEY));
    }

    private Inbound received(String body, String header, @Nullable String signature) {
        return adapter.receive(
                ACCOUNT,
                name -> name.equalsIgnoreCase(header) ? signature : null,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private CourierNews news(String body) {
        return ((Inbound.Heard) signed(body)).news();
    }

    @ParameterizedTest
    @CsvSource({
        "pickup, ASSIGNED",
        "pickup_complete, PICKED_UP",
        "dropoff, DROPOFF_ENROUTE",
        "delivered, DELIVERED",
        "canceled, CANCELLED",
        "returned, RETURNING"
    })
    void everyStatusHasAMeaningHere(String theirs, NewsStatus ours) {
        assertThat(news(delivery(theirs, "")).status()).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "shopping_completed", "teleported", ""})
    void whatHasNoneIsIgnored(String status) {
        assertThat(signed(delivery(status, ""))).isInstanceOf(Inbound.Ignored.class);
    }

    @Test
    void newsSayWhichDeliveryAndWhoIsOnTheRoad() {
        assertThat(news(delivery("pickup", "")))
                .isEqualTo(new CourierNews(
                        "del_1",
                        BOOKING,
                        NewsStatus.ASSIGNED,
                        null,
                        new CourierNews.Driver("Ali X.", "+14155550100", VehicleType.BIKE, new Location(51.52, -0.12)),
                        Instant.parse("2026-03-02T11:59:30.120Z")));
    }

    @ParameterizedTest
    @CsvSource({"pickup, ASSIGNED", "dropoff, DROPOFF_ENROUTE"})
    void beingImminentIsNoArrival(String theirs, NewsStatus ours) {
        String imminent = delivery(theirs, "").replace("\"courier_imminent\": false", "\"courier_imminent\": true");
        assertThat(news(imminent).status()).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "walker, FOOT",
        "bicycle, BIKE",
        "scooter, MOTO",
        "motorcycle, MOTO",
        "car, CAR",
        "van, VAN",
        "truck, VAN"
    })
    void everyVehicleIsKnown(String theirs, VehicleType ours) {
        assertThat(news(delivery("pickup", "").replace("bicycle", theirs)).driver())
                .isNotNull()
                .extracting(CourierNews.Driver::vehicle)
                .isEqualTo(ours);
    }

    @Test
    void aCancellationSaysWhy() {
        assertThat(news(delivery("canceled", "")).reason()).isEqualTo("cancelled_by_courier");
        assertThat(news(delivery("canceled", ", \"cancelation_reason\": {\"primary_reason\": \"MERCHANT-CANCEL\"}"))
                        .reason())
                .isEqualTo("merchant_cancel");
    }

    @Test
    void goodsThatGoBackAreNewsOfTheDeliveryTheyWentOutWith() {
        String reason = delivery("returned", "")
                .replace("\"undeliverable_reason\": \"\"", "\"undeliverable_reason\": \"CANNOT_FIND_CUSTOMER\"");
        assertThat(news(reason))
                .extracting(CourierNews::deliveryId, CourierNews::status, CourierNews::reason)
                .containsExactly("del_1", NewsStatus.RETURNING, "cannot_find_customer");

        String way = ", \"related_deliveries\": [{\"id\": \"del_1\", \"relationship\": \"original\"}]";
        for (String status : new String[] {"pending", "pickup", "pickup_complete", "dropoff"}) {
            assertThat(news(delivery(status, way).replace("\"delivery_id\": \"del_1\"", "\"delivery_id\": \"ret_9\"")))
                    .extracting(CourierNews::deliveryId, CourierNews::status)
                    .containsExactly("del_1", NewsStatus.RETURNING);
        }
        assertThat(news(delivery("delivered", way).replace("\"delivery_id\": \"del_1\"", "\"delivery_id\": \"ret_9\"")))
                .extracting(CourierNews::deliveryId, CourierNews::status)
                .containsExactly("del_1", NewsStatus.RETURNED);
        assertThat(signed(delivery("canceled", way))).isInstanceOf(Inbound.Ignored.class);
    }

    @Test
    void aDeliveryThatHasAReturnIsStillItself() {
        String way = ", \"related_deliveries\": {\"id\": \"ret_9\", \"relationship\": \"return\"}";
        assertThat(news(delivery("returned", way)))
                .extracting(CourierNews::deliveryId, CourierNews::status)
                .containsExactly("del_1", NewsStatus.RETURNING);
    }

    @Test
    void anUpdateOfTheCourierIsAPositionAndNothingMore() {
        String update = delivery("pickup", "")
                .replace("event.delivery_status", "event.courier_update")
                .replace("\"live_mode\"", "\"location\": {\"lat\": 51.53, \"lng\": -0.11}, \"live_mode\"");
        CourierNews news = news(update);
        assertThat(news.status()).isNull();
        assertThat(news.driver())
                .isNotNull()
                .extracting(CourierNews.Driver::location)
                .isEqualTo(new Location(51.53, -0.11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "<xml/>",
                "{\"kind\": \"event.refund_request\"}",
                "{\"kind\": \"event.delivery_status\", \"status\": \"pickup\"}",
                "{\"kind\": \"event.delivery_status\", \"status\": {\"is\": \"pickup\"}, \"data\": []}",
                "{\"kind\": \"event.courier_update\", \"delivery_id\": \"del_1\"}"
            })
    void whatCannotBeReadIsIgnoredAndNoError(String body) {
        assertThat(signed(body)).isInstanceOf(Inbound.Ignored.class);
    }

    @Test
    void whereItSaysNothingOfTheMomentItIsNow() {
        String undated = delivery("pickup", "").replace("2026-03-02T11:59:30.120Z", "yesterday");
        assertThat(news(undated).occurredAt()).isEqualTo(NOW);
    }

    @Test
    void whereTheCourierIsNowhereOnEarthItIsNowhere() {
        assertThat(news(delivery("pickup", "").replace("51.52", "510.52")).driver())
                .isNotNull()
                .extracting(CourierNews.Driver::location)
                .isNull();
    }

    @Test
    void theOlderSignatureIsAsGood() {
        String body = delivery("pickup", "");
        assertThat(received(body, "X-Postmates-Signature", Signed.hmacSha256(body, KEY)))
                .isInstanceOf(Inbound.Heard.class);
    }

    @Test
    void whatIsNotSignedByUberIsNotRead() {
        String body = delivery("delivered", "");
        String signature = Signed.hmacSha256(body, KEY);
        Inbound forged = new Inbound.Forged();
        assertThat(received(body, "x-uber-signature", null)).isEqualTo(forged);
        assertThat(received(body, "x-uber-signature", "")).isEqualTo(forged);
        assertThat(received(body, "x-uber-signature", signature.substring(1))).isEqualTo(forged);
        assertThat(received(body, "x-uber-signature", signature + "0")).isEqualTo(forged);
        assertThat(received(body, "x-uber-signature", "£".repeat(64))).isEqualTo(forged);
        assertThat(received(body, "x-uber-signature", Signed.hmacSha256(body, "another")))
                .isEqualTo(forged);
        assertThat(received(body.replace("del_1", "del_2"), "x-uber-signature", signature))
                .isEqualTo(forged);
        assertThat(received(body + " ", "x-uber-signature", signature)).isEqualTo(forged);
    }

    @Test
    void withoutAKeyNothingIsUbers() {
        CourierAccount keyless = new CourierAccount("crr_uber", Map.of(), Map.of());
        byte[] body = delivery("pickup", "").getBytes(StandardCharsets.UTF_8);
        assertThat(adapter.receive(keyless, name -> "", body)).isEqualTo(new Inbound.Forged());
    }

    @Test
    void noDriverIsShownWhenNewsAreLogged() {
        assertThat(signed(delivery("pickup", "")).toString())
                .doesNotContain("Ali")
                .doesNotContain("+1415");
    }
}
