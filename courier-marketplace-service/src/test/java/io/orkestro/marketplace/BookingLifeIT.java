package io.orkestro.marketplace;

import static io.orkestro.marketplace.Testbed.Actors.bookingId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/** A booking's life in every order its messages can come in. The courier asks for its offers itself. */
@MarketplaceTest
class BookingLifeIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    Testbed.Actors actors;

    String courier = "";

    @BeforeEach
    void aCourier() {
        courier = actors.courier(Map.of());
    }

    @Test
    void anOfferIsAcceptedAndTheDeliveryEnds() {
        Map<String, Object> request = offered(MINUTE);

        Testbed.Actors.Answer answer = accept(request);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("status").asString()).isEqualTo("confirmed");
        assertThat(answer.body().get("driver").get("name").asString()).isEqualTo("Maya P.");
        actors.awaitAnswers(request, "confirmed");
        assertThat(actors.heardOf(request, "booking.confirmed.v1")
                        .getFirst()
                        .data()
                        .get("courierName")
                        .asString())
                .isEqualTo("Pedal & Post");
        assertThat(actors.live(courier)).isEqualTo(1);

        actors.tell("delivery.delivered.v1", request);
        actors.awaitStatus(request, "COMPLETED");
        assertThat(actors.live(courier)).isZero();
        actors.tell("delivery.delivered.v1", request);

        await().until(() ->
                actors.events("booking.changed.v1", bookingId(request)).size() == 3);
        assertThat(actors.events("booking.changed.v1", bookingId(request)))
                .extracting(event -> event.envelope().sequence())
                .containsExactly(1L, 2L, 3L);
        actors.awaitAnswers(request, "confirmed");
    }

    @Test
    void anOfferIsRejected() {
        Map<String, Object> request = offered(MINUTE);
        assertThat(act(request, "reject", Map.of("reason", "no_driver")).status())
                .isEqualTo(200);
        actors.awaitAnswers(request, "rejected:no_driver");
        assertThat(actors.live(courier)).isZero();
    }

    @Test
    void aCourierThatWasAskedIsNeverSaidToBeAtCapacity() {
        Map<String, Object> request = offered(MINUTE);
        act(request, "reject", Map.of("reason", "at_capacity"));
        actors.awaitAnswers(request, "rejected:busy");
    }

    @Test
    void repeatsAreNoErrors() {
        Map<String, Object> accepted = offered(MINUTE);
        assertThat(accept(accepted).status()).isEqualTo(200);
        assertThat(accept(accepted).status()).isEqualTo(200);
        assertThat(act(accepted, "drop", Map.of("reason", "flat_tyre")).status())
                .isEqualTo(200);
        assertThat(act(accepted, "drop", Map.of("reason", "flat_tyre")).status())
                .isEqualTo(200);
        actors.awaitAnswers(accepted, "confirmed", "withdrawn:dropped_out");

        Map<String, Object> rejected = offered(MINUTE);
        assertThat(act(rejected, "reject", Map.of("reason", "no_driver")).status())
                .isEqualTo(200);
        assertThat(act(rejected, "reject", Map.of("reason", "no_driver")).status())
                .isEqualTo(200);
        actors.awaitAnswers(rejected, "rejected:no_driver");
    }

    @Test
    void illegalMovesAreRefusedWithTheState() {
        Map<String, Object> request = offered(MINUTE);
        assertThat(act(request, "drop", Map.of("reason", "x")).status()).isEqualTo(409);
        accept(request);
        Testbed.Actors.Answer refused = act(request, "reject", Map.of("reason", "x"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("invalid_state_transition");
        assertThat(refused.body().get("detail").asString()).contains("confirmed");
    }

    @Test
    void whoHasTheGoodsCannotDropOut() {
        Map<String, Object> request = offered(MINUTE);
        accept(request);
        actors.tell("delivery.picked_up.v1", request);
        await().until(() ->
                actors.events("booking.changed.v1", bookingId(request)).size() == 3);
        assertThat(act(request, "drop", Map.of("reason", "x")).status()).isEqualTo(409);
        assertThat(actors.statusOf(request)).isEqualTo("CONFIRMED");
        actors.awaitAnswers(request, "confirmed");
    }

    @Test
    void anOfferNobodyAnswersExpires() {
        Map<String, Object> request = offered(Duration.ofSeconds(1));
        actors.awaitAnswers(request, "expired:no_answer");
        assertThat(actors.live(courier)).isZero();
        assertThat(accept(request).status()).isEqualTo(409);
        assertThat(actors.statusOf(request)).isEqualTo("EXPIRED");
    }

    @Test
    void aRequestThatComesTooLateIsNotExecuted() {
        Map<String, Object> request = actors.request(courier, Duration.ofSeconds(-1));
        actors.book(request);
        actors.awaitAnswers(request, "expired:no_answer");
        assertThat(accept(request).status()).isEqualTo(409);
    }

    @Test
    void aWithdrawalEndsAnOffer() {
        Map<String, Object> request = offered(MINUTE);
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "withdrawn:cancelled");
        assertThat(accept(request).status()).isEqualTo(409);
        assertThat(actors.live(courier)).isZero();
    }

    @Test
    void aWithdrawalEndsAConfirmedBooking() {
        Map<String, Object> request = offered(MINUTE);
        accept(request);
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "confirmed", "withdrawn:cancelled");
    }

    @Test
    void aWithdrawalAfterTheEndGetsTheEndAgain() {
        Map<String, Object> request = offered(MINUTE);
        act(request, "reject", Map.of("reason", "no_driver"));
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "rejected:no_driver", "rejected:no_driver");
    }

    @Test
    void aWithdrawalThatOvertakesItsRequestWins() {
        Map<String, Object> request = actors.request(courier, MINUTE);
        actors.withdraw(request, "cancelled");
        actors.withdraw(request, "cancelled");
        actors.book(request);
        actors.awaitAnswers(request, "withdrawn:cancelled");
        assertThat(actors.rowsOf("booking_tombstone", request)).isZero();
        assertThat(actors.live(courier)).isZero();

        actors.book(request);
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "withdrawn:cancelled", "withdrawn:cancelled", "withdrawn:cancelled");
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswer() {
        Map<String, Object> request = offered(MINUTE);
        accept(request);
        actors.awaitAnswers(request, "confirmed");
        actors.book(request);
        actors.awaitAnswers(request, "confirmed", "confirmed");
        assertThat(actors.live(courier)).isEqualTo(1);
    }

    /** Messages about one delivery stay in order, so the answer to the withdrawal ends the wait for the request. */
    @Test
    void theSameRequestAgainWhileOnOfferIsSilent() {
        Map<String, Object> request = offered(MINUTE);
        actors.book(request);
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "withdrawn:cancelled");
    }

    @Test
    void aDeliveryHasOneLiveBooking() {
        Map<String, Object> first = offered(MINUTE);
        Map<String, Object> second = new HashMap<>(first);
        second.put("bookingId", bookingId(first) + "2");
        actors.book(second);
        actors.awaitAnswers(second, "rejected:already_booked");
        assertThat(actors.statusOf(first)).isEqualTo("OFFERED");
    }

    @Test
    void anUnknownOrPausedCourierIsNotBooked() {
        Map<String, Object> nobody = actors.request("crr_nobody", MINUTE);
        actors.book(nobody);
        actors.awaitAnswers(nobody, "rejected:unknown_courier");

        actors.asOps(HttpMethod.POST, "/v1/couriers/" + courier + "/pause", null);
        Map<String, Object> paused = actors.request(courier, MINUTE);
        actors.book(paused);
        actors.awaitAnswers(paused, "rejected:paused");
    }

    @Test
    void everyEndOfADeliveryReleasesItsCourier() {
        for (String end : List.of("delivered", "returned", "failed")) {
            Map<String, Object> request = offered(MINUTE);
            accept(request);
            actors.tell("delivery." + end + ".v1", request);
            actors.awaitStatus(request, "COMPLETED");
        }
        for (String end : List.of("cancelled", "expired")) {
            Map<String, Object> request = offered(MINUTE);
            actors.tell("delivery." + end + ".v1", request);
            actors.awaitAnswers(request, "withdrawn:delivery_ended");
        }
        assertThat(actors.live(courier)).isZero();
    }

    @Test
    void aCourierSeesItsOwnBookingsAlone() {
        Map<String, Object> request = offered(MINUTE);
        String other = actors.courier(Map.of());
        String path = "/v1/couriers/" + courier + "/bookings/" + bookingId(request);
        assertThat(actors.asCourier(courier, HttpMethod.GET, path, null).status())
                .isEqualTo(200);
        assertThat(actors.asOps(HttpMethod.GET, path, null).status()).isEqualTo(200);
        assertThat(actors.asRetailer("acme", HttpMethod.GET, path, null).status())
                .isEqualTo(403);
        assertThat(actors.asCourier(other, HttpMethod.GET, path, null).status()).isEqualTo(404);
        assertThat(actors.asCourier(
                                other,
                                HttpMethod.GET,
                                "/v1/couriers/" + other + "/bookings/" + bookingId(request),
                                null)
                        .status())
                .isEqualTo(404);
        assertThat(actors.asCourier(other, HttpMethod.POST, path + "/accept", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(actors.asOps(HttpMethod.POST, path + "/accept", Map.of()).status())
                .isEqualTo(403);
    }

    @Test
    void bookingsAreListedByStatusAndPage() {
        offered(MINUTE);
        Map<String, Object> rejected = offered(MINUTE);
        act(rejected, "reject", Map.of("reason", "no_driver"));
        Map<String, Object> newest = offered(MINUTE);

        String path = "/v1/couriers/" + courier + "/bookings";
        Testbed.Actors.Answer page = actors.asCourier(courier, HttpMethod.GET, path + "?status=offered&limit=1", null);
        assertThat(page.body().get("data").size()).isEqualTo(1);
        assertThat(page.body().get("data").get(0).get("id").asString()).isEqualTo(bookingId(newest));
        Testbed.Actors.Answer next = actors.asCourier(
                courier,
                HttpMethod.GET,
                path + "?status=offered&limit=1&cursor="
                        + page.body().get("nextCursor").asString(),
                null);
        assertThat(next.body().get("data").size()).isEqualTo(1);
        assertThat(next.body().has("nextCursor")).isFalse();
        assertThat(actors.asCourier(courier, HttpMethod.GET, path, null)
                        .body()
                        .get("data")
                        .size())
                .isEqualTo(3);
        assertThat(actors.asCourier(courier, HttpMethod.GET, path + "?status=nonsense", null)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void nobodyIsReachedThroughABookingThatEnded() {
        Map<String, Object> request = offered(MINUTE);
        String path = "/v1/couriers/" + courier + "/bookings/" + bookingId(request);
        assertThat(actors.asCourier(courier, HttpMethod.GET, path, null)
                        .body()
                        .get("dropoff")
                        .has("phone"))
                .isTrue();
        act(request, "reject", Map.of("reason", "no_driver"));
        Testbed.Actors.Answer ended = actors.asCourier(courier, HttpMethod.GET, path, null);
        assertThat(ended.body().get("dropoff").has("phone")).isFalse();
        assertThat(ended.body().has("trackingCode")).isFalse();
    }

    private Map<String, Object> offered(Duration answerWithin) {
        Map<String, Object> request = actors.request(courier, answerWithin);
        actors.book(request);
        actors.awaitStatus(request, "OFFERED");
        return request;
    }

    private Testbed.Actors.Answer accept(Map<String, Object> request) {
        return act(
                request,
                "accept",
                Map.of("driver", Map.of("name", "Maya P.", "phone", "+447700900456", "vehicle", "bike")));
    }

    private Testbed.Actors.Answer act(Map<String, Object> request, String verb, Map<String, ?> body) {
        return actors.asCourier(
                courier,
                HttpMethod.POST,
                "/v1/couriers/" + courier + "/bookings/" + bookingId(request) + "/" + verb,
                body);
    }
}
