package io.orkestro.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.messaging.Message;
import io.orkestro.tracking.Happenings.Life;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A timeline is the same whatever order its news came in. */
@TrackingTest
class TimelineIT {

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void shuffledAndDoubledNewsMakesTheTimelineOfNewsInOrder(long seed) {
        List<Message> inOrder = news();
        List<Message> twice = new ArrayList<>(inOrder);
        twice.addAll(inOrder);
        Collections.shuffle(twice, new Random(seed));

        twice.forEach(happenings::happen);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode tracking = tracking();
            assertThat(tracking.at("/timeline").findValuesAsString("sequence"))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
            assertThat(tracking.has("missing")).isFalse();
        });
        assertThat(tracking().at("/status").asString()).isEqualTo("delivered");
        assertThat(tracking().at("/timeline").findValuesAsString("type"))
                .containsExactly(
                        "delivery.created",
                        "delivery.assigned",
                        "delivery.pending",
                        "delivery.assigned",
                        "delivery.updated",
                        "delivery.pickup_arrived",
                        "delivery.picked_up",
                        "delivery.dropoff_enroute",
                        "delivery.delivered");
        assertThat(tracking().at("/timeline").findValuesAsString("status"))
                .containsExactly(
                        "pending",
                        "assigned",
                        "pending",
                        "assigned",
                        "assigned",
                        "pickup_arrived",
                        "picked_up",
                        "dropoff_enroute",
                        "delivered");
        assertThat(tracking().at("/courier/id").asString()).isEqualTo("crr_other");
    }

    @Test
    void newsThatHasNotComeIsAGapThatIsKnownAndCloses() {
        List<Message> inOrder = news();
        List<Message> without = new ArrayList<>(inOrder);
        without.remove(3);
        without.remove(6);

        happenings.happen(without);

        await().untilAsserted(() -> assertThat(tracking().at("/timeline").findValuesAsString("sequence"))
                .containsExactly("1", "2", "3", "5", "6", "7", "9"));
        assertThat(tracking().at("/missing")).hasToString("[4,8]");
        assertThat(tracking().at("/status").asString()).isEqualTo("delivered");

        happenings.happen(inOrder.get(7), inOrder.get(3));

        await().untilAsserted(() -> assertThat(tracking().has("missing")).isFalse());
        assertThat(tracking().at("/timeline").findValuesAsString("sequence"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    private List<Message> news() {
        return List.of(
                life.created(),
                life.assignedTo("pedal"),
                life.pendingAgain(),
                life.assignedTo("other"),
                life.updated(),
                life.reached("pickup_arrived"),
                life.reached("picked_up"),
                life.reached("dropoff_enroute"),
                life.reached("delivered"));
    }

    private JsonNode tracking() {
        return Api.retailer(port, key)
                .get("/v1/deliveries/" + life.id() + "/tracking")
                .json();
    }
}
