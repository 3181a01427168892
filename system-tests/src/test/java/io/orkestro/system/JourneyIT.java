package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** One delivery from the first price to the e-mail, through everything, by the public API alone. */
@ExtendWith(RunningPlatform.class)
class JourneyIT {

    private final Platform platform;
    private final Api retailer;

    JourneyIT(Platform platform) {
        this.platform = platform;
        this.retailer = platform.retailer();
    }

    @Test
    void aDeliveryCrossesLondonPastTwoCouriersThatDoNotCarryIt() throws Exception {
        WebhookReceiver receiver = platform.webhooks();
        platform.rules("""
            {"strategy":"priority","preferredCouriers":["crr_picky","crr_quiet","crr_swift"],
             "answerWithinSeconds":5,"giveUpAfterSeconds":600}\
            """);

        // What would it cost?
        Answer quotes = retailer.post("/v1/quotes", Orders.errand()).expect(200);
        assertThat(quotes.json().at("/quotes")).as("six fleets answer").hasSizeGreaterThanOrEqualTo(6);

        // Please carry it, with a photo as proof.
        String externalId = "journey-" + UUID.randomUUID();
        Answer created = retailer.post(
                        "/v1/deliveries", Orders.order(externalId, "\"requirements\":[\"photo\"],\"language\":\"en\","))
                .expect(201);
        String id = created.at("/id");
        assertThat(created.header("location")).endsWith("/v1/deliveries/" + id);
        assertThat(created.header("x-served-by")).isNotEmpty();
        assertThat(created.at("/status")).isEqualTo("pending");

        // The same again is the same delivery.
        assertThat(retailer.post(
                                "/v1/deliveries",
                                Orders.order(externalId, "\"requirements\":[\"photo\"],\"language\":\"en\","))
                        .expect(200)
                        .at("/id"))
                .isEqualTo(id);

        platform.awaitStatus(id, "assigned", Duration.ofSeconds(60));
        Answer assigned = retailer.get("/v1/deliveries/" + id).expect(200);
        assertThat(assigned.json().at("/attempts"))
                .as("rejecting, silent, then the one who comes")
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(assigned.at("/attempts/0/status")).isEqualTo("rejected");
        assertThat(assigned.at("/attempts/1/status")).isEqualTo("expired");
        assertThat(assigned.at("/courier/id")).isEqualTo("crr_swift");

        // Why this courier?
        Answer decision = retailer.get("/v1/deliveries/" + id + "/decision").expect(200);
        assertThat(decision.at("/rounds/0/candidates/0/courierId")).isNotEmpty();

        // Where is it?
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(retailer.get("/v1/deliveries/" + id + "/tracking")
                                .at("/lastPosition/lat"))
                        .isNotEmpty());
        platform.awaitStatus(id, "delivered", Duration.ofSeconds(90));

        // What the recipient sees: the page, without a key, and nobody's surname or phone on it.
        String trackingCode = assigned.at("/trackingCode");
        Answer page = platform.anonymous().sendRaw("GET", "/track/" + trackingCode, null, java.util.Map.of());
        page.expect(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.text()).contains("elivered").doesNotContain("Lovelace").doesNotContain("+442079460123");

        timelineIsComplete(id);
        proofIsThere(id);
        recipientGotMail();
        webhooksToldEverything(receiver, id);
    }

    private void timelineIsComplete(String id) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Answer tracking = retailer.get("/v1/deliveries/" + id + "/tracking").expect(200);
            List<String> statuses = tracking.json()
                    .at("/timeline")
                    .valueStream()
                    .map(entry -> entry.at("/status").asString(""))
                    .toList();
            assertThat(statuses).contains("pending", "assigned", "picked_up", "delivered");
        });
    }

    private void proofIsThere(String id) {
        Answer proofs = retailer.get("/v1/deliveries/" + id + "/proof").expect(200);
        assertThat(proofs.at("/data/0/type")).isEqualTo("photo");
        Answer photo = retailer.sendRaw(
                "GET", "/v1/deliveries/" + id + "/proof/" + proofs.at("/data/0/id"), null, java.util.Map.of());
        photo.expect(200);
        assertThat(photo.header("content-type")).startsWith("image/");
        assertThat(photo.bytes()).isNotEmpty();
    }

    private void recipientGotMail() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Set<String> subjects = new HashSet<>();
            for (MimeMessage mail : platform.mailbox().getReceivedMessages()) {
                if (mail.getAllRecipients()[0].toString().equals("ada@example.org")) {
                    subjects.add(mail.getSubject());
                }
            }
            assertThat(subjects).hasSizeGreaterThanOrEqualTo(2);
        });
    }

    private void webhooksToldEverything(WebhookReceiver receiver, String id) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            List<WebhookReceiver.Call> calls = receiver.callsAbout(id);
            assertThat(calls)
                    .extracting(WebhookReceiver.Call::type)
                    .contains("delivery.created", "delivery.assigned", "delivery.picked_up", "delivery.delivered");
            assertThat(calls).extracting(WebhookReceiver.Call::id).doesNotHaveDuplicates();
            List<Long> sequences = calls.stream()
                    .map(WebhookReceiver.Call::sequence)
                    .filter(sequence -> sequence > 0)
                    .sorted()
                    .toList();
            assertThat(sequences)
                    .as("no gap")
                    .doesNotHaveDuplicates()
                    .hasSize(sequences.getLast().intValue());
            JsonNode last = calls.stream()
                    .filter(call -> call.type().equals("delivery.delivered"))
                    .findFirst()
                    .orElseThrow()
                    .body();
            assertThat(last.at("/data/status").asString("")).isEqualTo("delivered");
        });
        assertThat(receiver.forgeries()).isEmpty();
    }
}
