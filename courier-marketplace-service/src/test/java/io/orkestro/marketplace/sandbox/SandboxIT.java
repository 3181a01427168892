package io.orkestro.marketplace.sandbox;

import static io.orkestro.marketplace.Testbed.Actors.bookingId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The sandbox's fleets, forty times as fast. */
@MarketplaceTest
class SandboxIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<String> IN_ORDER =
            List.of("pickup_arrived", "picked_up", "dropoff_enroute", "dropoff_arrived", "delivered");

    @Autowired
    Testbed.Actors actors;

    @Test
    void aPromptFleetDeliversWithProofs() {
        Map<String, Object> request = booked("prompt", List.of("photo", "signature", "pin"));
        awaitStatuses(request, IN_ORDER);

        actors.awaitAnswers(request, "confirmed");
        var confirmed =
                actors.heardOf(request, "booking.confirmed.v1").getFirst().data();
        assertThat(confirmed.get("driver").get("phone").asString()).startsWith("+447700900");
        assertThat(Instant.parse(confirmed.get("dropoffEta").asString()))
                .isAfter(Instant.parse(confirmed.get("pickupEta").asString()));

        List<Testbed.Heard> positions = actors.heardOf(request, "courier.positioned.v1");
        assertThat(positions).hasSize(40);
        assertThat(positions.getLast().data().get("positions").get(0).get("lat").asDouble())
                .isEqualTo(51.5392);

        var delivered = actors.heardOf(request, "courier.reported.v1").getLast().data();
        assertThat(delivered.get("attempt").asInt()).isEqualTo(1);
        assertThat(delivered.get("bookingId").asString()).isEqualTo(bookingId(request));
        assertThat(delivered.get("proofs"))
                .extracting(proof -> proof.get("type").asString())
                .containsExactly("signature", "photo", "pin");
        assertThat(delivered.get("proofs").get(1).get("contentType").asString()).isEqualTo("image/png");
        await().until(() -> actors.rowsOf("sandbox_trip", request) == 0);
    }

    @Test
    void aFastFleetDelivers() {
        awaitStatuses(booked("fast", List.of()), IN_ORDER);
    }

    @Test
    void aRejectingFleetRejects() {
        actors.awaitAnswers(booked("rejecting", List.of()), "rejected:no_driver");
    }

    @Test
    void aSilentFleetLetsTheOfferExpire() {
        String courier = actors.courier(Map.of("sandbox", "silent"));
        Map<String, Object> request = actors.request(courier, Duration.ofSeconds(1));
        actors.book(request);
        actors.awaitAnswers(request, "expired:no_answer");
    }

    @Test
    void aDroppingFleetDropsOutBeforeThePickup() {
        Map<String, Object> request = booked("dropping", List.of());
        actors.awaitAnswers(request, "confirmed", "withdrawn:dropped_out");
        assertThat(actors.heardOf(request, "courier.reported.v1")).isEmpty();
        await().until(() -> actors.rowsOf("sandbox_trip", request) == 0);
    }

    @Test
    void aChaoticFleetSaysEverythingTwiceAndOutOfOrder() {
        Map<String, Object> request = booked("chaotic", List.of("photo"));
        awaitStatuses(
                request,
                List.of(
                        "pickup_arrived", "pickup_arrived",
                        "picked_up", "picked_up",
                        "dropoff_enroute", "dropoff_enroute",
                        "pickup_arrived", "pickup_arrived",
                        "dropoff_arrived", "dropoff_arrived",
                        "picked_up", "picked_up",
                        "delivered", "delivered"));
        actors.awaitAnswers(request, "confirmed");
        assertThat(actors.heardOf(request, "courier.positioned.v1")).hasSize(80);
    }

    @Test
    void aWithdrawnBookingStopsItsTrip() {
        Map<String, Object> request = booked("prompt", List.of());
        actors.awaitAnswers(request, "confirmed");
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "confirmed", "withdrawn:cancelled");
        await().until(() -> actors.rowsOf("sandbox_trip", request) == 0);
        assertThat(statuses(request)).doesNotContain("delivered");
    }

    @Test
    void goodsThatAreToComeBackDo() {
        Map<String, Object> request = booked("prompt", List.of());
        await().until(() -> statuses(request).contains("picked_up"));
        actors.tell("delivery.returning.v1", request);
        await().until(() -> statuses(request).contains("returned"));
        assertThat(statuses(request)).doesNotContain("delivered");
        actors.tell("delivery.returned.v1", request);
        actors.awaitStatus(request, "COMPLETED");
    }

    private Map<String, Object> booked(String behaviour, List<String> requirements) {
        String courier = actors.courier(Map.of("sandbox", behaviour));
        Map<String, Object> request = actors.request(courier, MINUTE);
        request.put("requirements", requirements);
        actors.book(request);
        return request;
    }

    private void awaitStatuses(Map<String, Object> request, List<String> expected) {
        await().atMost(Duration.ofSeconds(30)).until(() -> statuses(request), expected::equals);
    }

    private List<String> statuses(Map<String, Object> request) {
        return actors.heardOf(request, "courier.reported.v1").stream()
                .map(report -> report.data().get("status").asString())
                .toList();
    }
}
