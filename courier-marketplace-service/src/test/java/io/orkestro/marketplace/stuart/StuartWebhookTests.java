package io.orkestro.marketplace.stuart;

import static io.orkestro.marketplace.adapter.Loads.BOOKING;
import static io.orkestro.marketplace.adapter.Loads.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.marketplace.adapter.CourierAccount;
import io.orkestro.marketplace.adapter.CourierHttp;
import io.orkestro.marketplace.adapter.CourierNews;
import io.orkestro.marketplace.adapter.Inbound;
import io.orkestro.marketplace.adapter.NewsStatus;
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

class StuartWebhookTests {

    private static final String KEY = "Bearer 0123456789abcdef";
    private static final CourierAccount ACCOUNT = new CourierAccount("crr_stuart", Map.of(), Map.of("webhookKey", KEY));

    private final CourierHttp http = new CourierHttp(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Stuart adapter = new Stuart(http);

    @AfterEach
    void stop() {
        http.close();
    }

    private static String driver() {
        return """
               {"id": 7, "status": "busy", "name": "Terence Schimmel", "firstname": "Terence", "lastname": "Schimmel",
                "phone": "+33903330923", "latitude": 51.545, "longitude": "-0.16", "transportType": {"code": "bike"}}""";
    }

    private static String currentDelivery(String status, String more) {
        return """
               {"id": 501, "status": "%s", "clientReference": "%s", "driver": %s,
                "trackingUrl": "https://stuart.followmy.delivery/501/abc",
                "pickedAt": "2026-03-02T12:20:00.000+01:00", "deliveredAt": "2026-03-02T12:40:00.000+01:00"%s}""".formatted(status, BOOKING, driver(), more);
    }

    private static String job(String status, String currentDelivery, String more) {
        return """
               {"event": "job", "type": "update", "data": {"id": 100, "status": "%s", "transportType": {"code": "bike"},
                "jobReference": "%s", "currentDelivery": %s%s}}""".formatted(status, BOOKING, currentDelivery, more);
    }

    private static String delivery(String status, String more) {
        return "{\"event\": \"delivery\", \"type\": \"update\", \"data\": %s}"
                .formatted(currentDelivery(status, ", \"job\": {\"id\": 100}" + more));
    }

    private static String reason(String key) {
        return ", \"cancellation\": {\"canceledBy\": \"STUART\", \"reasonKey\": \"%s\", \"comment\": \"\"}"
                .formatted(key);
    }

    private Inbound received(String body, String header, @Nullable String key) {
        return adapter.receive(
                ACCOUNT, name -> name.equalsIgnoreCase(header) ? key : null, body.getBytes(StandardCharsets.UTF_8));
    }

    private Inbound received(String body) {
        return received(body, "authorization", KEY);
    }

    private CourierNews news(String body) {
        return ((Inbound.Heard) received(body)).news();
    }

    @ParameterizedTest
    @CsvSource({
        "picking, ASSIGNED",
        "almost_picking, ASSIGNED",
        "waiting_at_pickup, PICKUP_ARRIVED",
        "delivering, DROPOFF_ENROUTE",
        "almost_delivering, DROPOFF_ENROUTE",
        "waiting_at_dropoff, DROPOFF_ARRIVED",
        "delivered, DELIVERED",
        "cancelled, CANCELLED",
        "canceled, CANCELLED"
    })
    void everyStatusOfADeliveryHasAMeaningHere(String theirs, NewsStatus ours) {
        assertThat(news(delivery(theirs, "")).status()).isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "in_progress, pending, ASSIGNED",
        "in_progress, picking, ASSIGNED",
        "in_progress, waiting_at_pickup, PICKUP_ARRIVED",
        "in_progress, delivering, DROPOFF_ENROUTE",
        "in_progress, never_heard_of, ASSIGNED",
        "finished, delivered, DELIVERED",
        "finished, cancelled, CANCELLED",
        "canceled, pending, CANCELLED",
        "cancelled, pending, CANCELLED",
        "expired, pending, CANCELLED",
        "voided, pending, CANCELLED"
    })
    void everyStatusOfAJobHasAMeaningHere(String job, String delivery, NewsStatus ours) {
        assertThat(news(job(job, currentDelivery(delivery, ""), "")).status()).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "scheduled", "searching", "accepted", "teleported", ""})
    void aJobWithoutADriverIsNoNews(String status) {
        assertThat(received(job(status, "null", ""))).isInstanceOf(Inbound.Ignored.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "reserved", "teleported", ""})
    void aDeliveryInAStateWithoutMeaningIsIgnored(String status) {
        assertThat(received(delivery(status, ""))).isInstanceOf(Inbound.Ignored.class);
    }

    @Test
    void aFinishedJobSaysNothingOfADeliveryThatIsNot() {
        assertThat(received(job("finished", currentDelivery("delivering", ""), "")))
                .isInstanceOf(Inbound.Ignored.class);
    }

    @Test
    void newsSayWhichJobAndWhoIsOnTheRoad() {
        assertThat(news(delivery("delivered", "")))
                .isEqualTo(new CourierNews(
                        "100",
                        BOOKING,
                        NewsStatus.DELIVERED,
                        null,
                        new CourierNews.Driver(
                                "Terence Schimmel", "+33903330923", VehicleType.BIKE, new Location(51.545, -0.16)),
                        Instant.parse("2026-03-02T11:40:00Z")));
        assertThat(news(delivery("delivering", "")).occurredAt()).isEqualTo(Instant.parse("2026-03-02T11:20:00Z"));
        assertThat(news(delivery("picking", "")).occurredAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "walk, FOOT",
        "bike, BIKE",
        "cargobike, CARGO_BIKE",
        "cargobikexl, CARGO_BIKE",
        "motorbike, MOTO",
        "motorbikexl, MOTO",
        "car, CAR",
        "van, VAN"
    })
    void everyVehicleIsKnown(String theirs, VehicleType ours) {
        assertThat(news(delivery("picking", "").replace("\"bike\"", "\"" + theirs + "\""))
                        .driver())
                .isNotNull()
                .extracting(CourierNews.Driver::vehicle)
                .isEqualTo(ours);
    }

    @Test
    void aDeliveryThatDoesNotNameItsJobNamesTheBooking() {
        String body = delivery("picking", "").replace("\"job\"", "\"unknown\"");
        assertThat(news(body))
                .extracting(CourierNews::deliveryId, CourierNews::bookingId)
                .containsExactly(null, BOOKING);
    }

    @Test
    void aCancellationSaysWhy() {
        assertThat(news(delivery("cancelled", reason("end-customer_unreachable")))
                        .reason())
                .isEqualTo("end_customer_unreachable");
        assertThat(news(job("canceled", "null", reason("no_supply"))))
                .extracting(CourierNews::bookingId, CourierNews::reason)
                .containsExactly(BOOKING, "no_supply");
        assertThat(news(job("expired", "null", "")).reason()).isEqualTo("job_expired");
        assertThat(news(job("canceled", "null", "")).reason()).isEqualTo("cancelled_by_courier");
    }

    @Test
    void aJobThatIsStackedByHandGoesOnUnderAnotherNumber() {
        assertThat(received(job("canceled", "null", reason("manually_stacked"))))
                .isInstanceOf(Inbound.Ignored.class);
        assertThat(received(delivery("cancelled", reason("manually_stacked")))).isInstanceOf(Inbound.Ignored.class);

        String stacked = job("in_progress", currentDelivery("picking", ""), "").replace("\"id\": 100", "\"id\": 200");
        assertThat(news(stacked))
                .extracting(CourierNews::deliveryId, CourierNews::bookingId, CourierNews::status)
                .containsExactly("200", BOOKING, NewsStatus.ASSIGNED);
    }

    @Test
    void goodsThatGoBackArePickedUpAgainWithAReason() {
        String why = reason("end-customer_refused_package");
        for (String status : new String[] {
            "picking", "almost_picking", "waiting_at_pickup", "delivering", "almost_delivering", "waiting_at_dropoff"
        }) {
            assertThat(news(delivery(status, why)))
                    .extracting(CourierNews::status, CourierNews::reason)
                    .containsExactly(NewsStatus.RETURNING, "end_customer_refused_package");
        }
        assertThat(news(delivery("delivered", why)))
                .extracting(CourierNews::status, CourierNews::reason)
                .containsExactly(NewsStatus.RETURNED, null);
        assertThat(news(job("in_progress", currentDelivery("picking", why), "")).status())
                .isEqualTo(NewsStatus.RETURNING);
        assertThat(news(job("finished", currentDelivery("delivered", why), "")).status())
                .isEqualTo(NewsStatus.RETURNED);
    }

    @Test
    void anUpdateOfTheDriverIsAPositionAndNothingMore() {
        String body = """
                {"event": "driver", "type": "update", "data": {"status": "busy", "latitude": 1, "longitude": 2,
                 "job": {"id": 100, "status": "in_progress", "currentDelivery": %s}}}""".formatted(currentDelivery("delivering", ""));
        CourierNews news = news(body);
        assertThat(news)
                .extracting(CourierNews::deliveryId, CourierNews::bookingId, CourierNews::status)
                .containsExactly("100", BOOKING, null);
        assertThat(news.driver())
                .isNotNull()
                .extracting(CourierNews.Driver::location)
                .isEqualTo(new Location(51.545, -0.16));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{\"event\": \"invoice\", \"data\": {}}",
                "{\"event\": \"job\"}",
                "{\"event\": \"job\", \"data\": {\"status\": \"canceled\"}}",
                "{\"event\": \"delivery\", \"data\": {\"status\": {\"code\": \"picking\"}, \"clientReference\": []}}",
                "{\"event\": \"driver\", \"data\": {\"status\": \"online\", \"latitude\": 1, \"longitude\": 2}}"
            })
    void whatCannotBeReadIsIgnoredAndNoError(String body) {
        assertThat(received(body)).isInstanceOf(Inbound.Ignored.class);
    }

    @Test
    void whatDoesNotComeWithTheKeyIsNotRead() {
        String body = delivery("delivered", "");
        Inbound forged = new Inbound.Forged();
        assertThat(received(body, "Authorization", null)).isEqualTo(forged);
        assertThat(received(body, "Authorization", "")).isEqualTo(forged);
        assertThat(received(body, "Authorization", KEY.substring(1))).isEqualTo(forged);
        assertThat(received(body, "Authorization", KEY + "0")).isEqualTo(forged);
        assertThat(received(body, "Authorization", KEY.replace('0', '1'))).isEqualTo(forged);
        assertThat(received(body, "X-Other", KEY)).isEqualTo(forged);
    }

    @Test
    void theKeyMayComeInAnotherHeader() {
        CourierAccount account =
                new CourierAccount("crr_stuart", Map.of("webhookHeader", "X-Orkestro"), Map.of("webhookKey", KEY));
        byte[] body = delivery("picking", "").getBytes(StandardCharsets.UTF_8);
        assertThat(adapter.receive(account, name -> name.equals("X-Orkestro") ? KEY : null, body))
                .isInstanceOf(Inbound.Heard.class);
        assertThat(adapter.receive(account, name -> name.equals("Authorization") ? KEY : null, body))
                .isEqualTo(new Inbound.Forged());
    }

    @Test
    void withoutAKeyNothingIsStuarts() {
        CourierAccount keyless = new CourierAccount("crr_stuart", Map.of(), Map.of());
        byte[] body = delivery("picking", "").getBytes(StandardCharsets.UTF_8);
        assertThat(adapter.receive(keyless, name -> "", body)).isEqualTo(new Inbound.Forged());
    }
}
