package io.orkestro.marketplace.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed.Actors;
import io.orkestro.marketplace.Testbed.Actors.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A courier that lets offers expire and says no is asked less, may know why, and recovers. */
@MarketplaceTest
class HealthIT {

    private static final int TIMEOUTS = 20;
    private static final int REJECTIONS = 30;
    private static final int REQUESTS = 150;

    /** Four times the standard deviation of a share of that many requests. */
    private static final double LUCK = 0.17;

    @Autowired
    Actors actors;

    @Autowired
    CourierHealth health;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nobodyElseIsInTheWay() {
        actors.pauseAllCouriers();
    }

    @Test
    void whoIsNotReliableIsAskedLessAndRecovers() {
        String id = actors.courier(Map.of("capacity", 100));
        assertThat(healthOf(id).get("score").asDouble()).isEqualTo(1);
        assertThat(healthOf(id).get("failing").asBoolean()).isFalse();

        letDown(id);
        health.refresh();
        JsonNode failing = healthOf(id);
        assertThat(failing.get("failing").asBoolean()).isTrue();
        assertThat(failing.get("score").asDouble()).isCloseTo(0.45, within(0.01));
        assertThat(failing.get("askedShare").asDouble())
                .isEqualTo(failing.get("score").asDouble());
        assertThat(failing.get("parts"))
                .extracting(part -> part.get("trait").asString())
                .containsExactly("answers", "accepts", "keeps_its_word");
        assertThat(failing.get("parts").get(0).get("times").asDouble()).isCloseTo(TIMEOUTS + REJECTIONS, within(1.0));
        assertThat(failing.get("parts").get(1).get("times").asDouble()).isCloseTo(REJECTIONS, within(1.0));
        assertThat(askedShareOf(id)).isCloseTo(failing.get("askedShare").asDouble(), within(LUCK));

        // The other side's bookings with it count too.
        change(id, "replica = true");
        health.refresh();
        assertThat(healthOf(id).get("failing").asBoolean()).isTrue();

        change(id, "requested_at = requested_at - interval '10 days'");
        health.refresh();
        assertThat(healthOf(id).get("failing").asBoolean()).isFalse();
        assertThat(healthOf(id).get("score").asDouble()).isGreaterThan(Health.RECOVERS_AT);
        assertThat(askedShareOf(id)).isEqualTo(1);
    }

    @Test
    void anOfferThatNeverCameIsNobodysFault() {
        String full = actors.courier(Map.of("capacity", 1));
        Map<String, Object> first = offersTo(full, 1, Duration.ofMinutes(1)).getFirst();
        actors.awaitStatus(first, "OFFERED");
        Map<String, Object> second = offersTo(full, 1, Duration.ofMinutes(1)).getFirst();
        actors.awaitAnswers(second, "rejected:at_capacity");
        actors.withdraw(first, "cancelled");
        actors.awaitStatus(first, "WITHDRAWN");
        Map<String, Object> late = offersTo(full, 1, Duration.ofSeconds(-1)).getFirst();
        actors.awaitAnswers(late, "expired:no_answer");

        health.refresh();
        assertThat(health.latest().of(full)).isEqualTo(Health.NEW);
    }

    @Test
    void itIsBetweenTheCourierAndOps() {
        String id = actors.courier(Map.of());
        String other = actors.courier(Map.of());
        assertThat(actors.asCourier(id, HttpMethod.GET, path(id), null).status())
                .isEqualTo(200);
        assertThat(actors.asCourier(other, HttpMethod.GET, path(id), null).status())
                .isEqualTo(404);
        assertThat(actors.asRetailer("acme", HttpMethod.GET, path(id), null).status())
                .isEqualTo(403);
        assertThat(actors.asOps(HttpMethod.GET, path("crr_nobody"), null).status())
                .isEqualTo(404);
    }

    /** Says no to many offers, and nothing to others. */
    private void letDown(String courierId) {
        offersTo(courierId, REJECTIONS, Duration.ofMinutes(1)).forEach(offer -> {
            actors.awaitStatus(offer, "OFFERED");
            String booking = "/v1/couriers/" + courierId + "/bookings/" + Actors.bookingId(offer);
            assertThat(actors.asCourier(courierId, HttpMethod.POST, booking + "/reject", Map.of("reason", "too_far"))
                            .status())
                    .isEqualTo(200);
        });
        offersTo(courierId, TIMEOUTS, Duration.ofSeconds(3))
                .forEach(offer -> actors.awaitAnswers(offer, "expired:no_answer"));
    }

    private void change(String courierId, String what) {
        jdbc.sql("update booking set " + what + " where courier_id = ?")
                .param(courierId)
                .update();
    }

    private List<Map<String, Object>> offersTo(String courierId, int count, Duration answerWithin) {
        List<Map<String, Object>> offers = Stream.generate(() -> actors.request(courierId, answerWithin))
                .limit(count)
                .toList();
        offers.forEach(actors::book);
        return offers;
    }

    /** Of many requests for quotes. */
    private double askedShareOf(String courierId) {
        return IntStream.range(0, REQUESTS).filter(_ -> isAsked(courierId)).count() / (double) REQUESTS;
    }

    private boolean isAsked(String courierId) {
        Answer answer = actors.asRetailer("acme", HttpMethod.POST, "/v1/quotes", load());
        JsonNode quote = answer.body()
                .get("quotes")
                .valueStream()
                .filter(one -> one.get("courier").get("id").asString().equals(courierId))
                .findFirst()
                .orElseThrow();
        assertThat(quote.get("reasons")).extracting(JsonNode::asString).isSubsetOf("unhealthy");
        return quote.get("eligible").asBoolean();
    }

    private static Map<String, Object> load() {
        Map<String, Object> load = Actors.way();
        load.put("items", List.of(Map.of("name", "Cheese", "quantity", 1)));
        return load;
    }

    private JsonNode healthOf(String courierId) {
        Answer answer = actors.asOps(HttpMethod.GET, path(courierId), null);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static String path(String courierId) {
        return "/v1/couriers/" + courierId + "/health";
    }
}
