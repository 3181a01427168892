package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Everything killed at once, in the middle of ten deliveries: it goes on where it was, and nothing happens twice. */
@ExtendWith(RunningPlatform.class)
class CrashIT {

    private static final List<String> ENDS = List.of("delivered", "cancelled", "returned", "failed", "expired");

    private final Platform platform;
    private final Api retailer;

    CrashIT(Platform platform) {
        this.platform = platform;
        this.retailer = platform.retailer();
    }

    @Test
    void tenDeliveriesSurviveTheDeathOfEveryProcess() throws Exception {
        WebhookReceiver receiver = platform.webhooks();
        platform.rules("""
            {"strategy":"priority","answerWithinSeconds":5,"giveUpAfterSeconds":600,
             "preferredCouriers":["crr_picky","crr_quiet","crr_butter","crr_echo","crr_swift"]}\
            """);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(retailer.post("/v1/deliveries", Orders.order("crash-" + UUID.randomUUID()))
                    .expect(201)
                    .at("/id"));
        }
        platform.awaitStatus(ids.getFirst(), "assigned", Duration.ofSeconds(60));

        platform.killEverything();
        platform.startAgain();

        for (String id : ids) {
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(retailer.get("/v1/deliveries/" + id)
                                    .expect(200)
                                    .at("/status"))
                            .isIn(ENDS));
        }
        for (String id : ids) {
            Answer delivery = retailer.get("/v1/deliveries/" + id).expect(200);
            long confirmed = delivery.json()
                    .at("/attempts")
                    .valueStream()
                    .filter(attempt -> attempt.at("/status").asString("").equals("completed"))
                    .count();
            assertThat(confirmed).as("carried once: %s", delivery).isLessThanOrEqualTo(1);
            long sequence = delivery.json().at("/sequence").asLong();
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                List<WebhookReceiver.Call> calls = receiver.callsAbout(id).stream()
                        .filter(call -> call.sequence() > 0)
                        .toList();
                assertThat(calls.stream()
                                .map(WebhookReceiver.Call::sequence)
                                .distinct()
                                .count())
                        .as("every change was told")
                        .isEqualTo(sequence);
                assertThat(calls.stream()
                                .map(WebhookReceiver.Call::id)
                                .distinct()
                                .count())
                        .as("one webhook id an event")
                        .isEqualTo(sequence);
            });
            JsonNode timeline =
                    retailer.get("/v1/deliveries/" + id + "/tracking").json().at("/timeline");
            assertThat(timeline.valueStream()
                            .map(entry -> entry.at("/sequence").asLong())
                            .toList())
                    .doesNotHaveDuplicates();
        }
    }
}
