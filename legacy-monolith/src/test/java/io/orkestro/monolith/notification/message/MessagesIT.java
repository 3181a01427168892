package io.orkestro.monolith.notification.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import io.orkestro.monolith.world.Api;
import io.orkestro.monolith.world.Happenings;
import io.orkestro.monolith.world.Happenings.Life;
import io.orkestro.monolith.world.MonolithTest;
import io.orkestro.monolith.world.Wiretap;
import io.orkestro.platform.messaging.Message;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What recipients, retailers and drivers are told; e-mail through a real server. */
@MonolithTest
class MessagesIT {

    @Autowired
    private Api api;

    @Autowired
    private Happenings happenings;

    @Autowired
    private GreenMail mails;

    @Autowired
    private Wiretap wiretap;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);

    @BeforeEach
    void emptyMailbox() throws Exception {
        mails.purgeEmailFromAllMailboxes();
    }

    @AfterEach
    void whatWasSaidWasAsAgreed() {
        wiretap.assertEverythingWasAsAgreed();
    }

    @Test
    void aRecipientIsToldOnceAtEachStepThatConcernsThem() throws Exception {
        List<Message> news = List.of(
                life.created(), life.assignedTo("pedal"), life.reached("picked_up"), life.reached("dropoff_enroute"));
        happenings.happen(news);
        happenings.happen(news);

        awaitMessages("delivery.created email sent", "delivery.picked_up email sent", "delivery.picked_up sms sent");
        assertThat(mails.getReceivedMessages())
                .extracting(MimeMessage::getSubject)
                .containsExactlyInAnyOrder(
                        "Your delivery from Corner Books", "Your delivery from Corner Books is on its way");
        MimeMessage first = mails.getReceivedMessages()[0];
        assertThat(first.getAllRecipients()[0]).hasToString("rosa@example.com");
        assertThat(GreenMailUtil.getBody(first)).contains("https://orkestro.example/track/" + life.trackingCode());
        JsonNode text = message("delivery.picked_up", "sms");
        assertThat(text.at("/address").asString()).isEqualTo("+44********23");
        assertThat(text.at("/providerId").asString()).startsWith("sandbox-");
        assertThat(message("delivery.created", "email").at("/address").asString())
                .isEqualTo("r***@example.com");
    }

    @Test
    void newsInAnyOrderTellsNothingThatIsOver() {
        List<Message> news = new ArrayList<>(List.of(
                life.created(), life.assignedTo("pedal"), life.reached("picked_up"), life.reached("delivered")));
        Collections.reverse(news);
        happenings.happen(news);
        happenings.happen(shuffled(news));

        awaitMessages(
                "delivery.created email suppressed",
                "delivery.picked_up email suppressed",
                "delivery.picked_up sms suppressed",
                "delivery.delivered email sent",
                "delivery.delivered sms sent");
        assertThat(mails.getReceivedMessages()).hasSize(1);
    }

    @Test
    void anItalianIsToldInItalian() throws Exception {
        happenings.happen(life.inItalian().created());

        awaitMessages("delivery.created email sent");
        assertThat(mails.getReceivedMessages()[0].getSubject()).isEqualTo("La tua consegna da Corner Books");
    }

    @Test
    void aRetailerHearsWhatWentWrong() throws Exception {
        happenings.retailerChanged(key, "Corner Books Ltd", "shop@example.com");
        happenings.happen(life.without("email", "dropoff").created());
        awaitMessages("delivery.created email suppressed");
        happenings.happen(life.reached("expired"));

        awaitMessages("delivery.created email suppressed", "delivery.expired email sent");
        assertThat(mails.getReceivedMessages()[0].getSubject()).isEqualTo("Delivery order-1: no courier found");
    }

    @Test
    void whoOptedOutIsLeftAlone() {
        Api.Answer added = api.retailer(key).post("/v1/opt-outs", "{\"address\": \"Rosa@Example.com\"}");
        assertThat(added.status()).isEqualTo(201);
        assertThat(api.retailer(key)
                        .post("/v1/opt-outs", "{\"address\": \"rosa@example.com\"}")
                        .status())
                .isEqualTo(200);
        happenings.happen(life.created());

        awaitMessages("delivery.created email suppressed");
        assertThat(mails.getReceivedMessages()).isEmpty();

        assertThat(api.retailer(key).delete("/v1/opt-outs/rosa%40example.com").status())
                .isEqualTo(204);
        assertThat(api.retailer(key).delete("/v1/opt-outs/rosa%40example.com").status())
                .isEqualTo(404);
        assertThat(api.retailer(key)
                        .post("/v1/opt-outs", "{\"address\": \"nobody\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aRetailerDecidesWhoIsTold() {
        assertThat(api.retailer(key)
                        .get("/v1/notification-rules")
                        .json()
                        .at("/version")
                        .asInt())
                .isZero();
        String onlyAssigned = """
                {"version": %d, "rules": [
                  {"event": "delivery.assigned", "to": "recipient", "channel": "sms", "enabled": true},
                  {"event": "delivery.created", "to": "recipient", "channel": "email", "enabled": false}]}
                """;
        Api.Answer replaced = api.retailer(key).put("/v1/notification-rules", onlyAssigned.formatted(0));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().at("/version").asInt()).isEqualTo(1);
        Api.Answer conflict = api.retailer(key).put("/v1/notification-rules", onlyAssigned.formatted(0));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.text("/code")).isEqualTo("version_conflict");
        assertThat(api.retailer(Happenings.newKey())
                        .put("/v1/notification-rules", onlyAssigned.formatted(3))
                        .status())
                .isEqualTo(409);

        happenings.happen(life.created(), life.assignedTo("pedal"));

        awaitMessages("delivery.assigned sms sent");
        await().untilAsserted(() -> assertThat(wiretap.heard("notification-rules.changed.v1", "ret_" + key))
                .hasSize(1));
    }

    @Test
    void textsWaitForTheMorningUnlessTheyAreUrgent() {
        LocalTime wall = LocalTime.now(ZoneId.of("Europe/London")).truncatedTo(ChronoUnit.MINUTES);
        Api.Answer replaced =
                api.retailer(key).put("/v1/notification-rules", """
                {"version": 0, "quietHours": {"from": "%s", "until": "%s"}, "rules": [
                  {"event": "delivery.picked_up", "to": "recipient", "channel": "sms", "enabled": true},
                  {"event": "delivery.picked_up", "to": "recipient", "channel": "email", "enabled": true},
                  {"event": "delivery.dropoff_arrived", "to": "recipient", "channel": "sms", "enabled": true,
                   "urgent": true}]}
                """.formatted(wall.minusHours(1), wall.plusHours(2)));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(api.retailer(key).get("/v1/notification-rules").text("/quietHours/until"))
                .isEqualTo(wall.plusHours(2).toString());

        happenings.happen(life.created(), life.assignedTo("pedal"), life.reached("picked_up"));
        awaitMessages("delivery.picked_up sms queued", "delivery.picked_up email sent");
        assertThat(Instant.parse(message("delivery.picked_up", "sms")
                        .at("/nextAttemptAt")
                        .asString()))
                .isAfter(Instant.now().plusSeconds(3600));

        happenings.happen(life.reached("dropoff_arrived"));
        awaitMessages(
                "delivery.picked_up sms queued", "delivery.picked_up email sent", "delivery.dropoff_arrived sms sent");
    }

    @Test
    void aDelayIsToldOnceItIsWorthIt() {
        api.retailer(key).put("/v1/notification-rules", """
                {"version": 0, "rules": [
                  {"event": "delivery.eta_changed", "to": "recipient", "channel": "sms", "enabled": true}]}
                """);
        happenings.happen(life.created(), life.assignedTo("pedal"));
        Instant promised = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1800);

        happenings.happen(life.etaMoved(promised, promised.plusSeconds(120)));
        happenings.happen(life.etaMoved(promised, promised.plusSeconds(900)));
        awaitMessages("delivery.eta_changed sms sent");
        assertThat(message("delivery.eta_changed", "sms").at("/text").asString())
                .contains("is now expected around");

        happenings.happen(life.etaMoved(promised, promised.plusSeconds(1200)));
        happenings.happen(life.etaMoved(promised, promised.minusSeconds(600)));
        happenings.happen(life.etaMoved(promised, promised.plusSeconds(1600)));
        awaitMessages("delivery.eta_changed sms sent", "delivery.eta_changed sms sent");
    }

    @Test
    void theSamePostTellsADriverOnce() {
        happenings.happen(life.created(), life.assignedTo("pedal"));
        awaitMessages("delivery.created email sent");
        String body = "{\"to\": \"driver\", \"text\": \"Second floor\"}";
        await().untilAsserted(() -> assertThat(
                        api.retailer(key).post(path(), body, "floor").status())
                .isEqualTo(202));

        Api.Answer again = api.retailer(key).post(path(), body, "floor");

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        await().untilAsserted(() -> assertThat(wiretap.heard("courier.message-requested.v1", life.id()))
                .hasSize(1));
    }

    @Test
    void rulesThatMeanNothingAreRefused() {
        Api.Answer refused = api.retailer(key).put("/v1/notification-rules", """
                        {"version": 0, "rules": [
                          {"event": "delivery.eaten", "to": "driver", "channel": "sms", "enabled": true},
                          {"event": "delivery.created", "to": "recipient", "channel": "sms", "enabled": true},
                          {"event": "delivery.created", "to": "recipient", "channel": "sms", "enabled": false}]}
                        """);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("rules[0].event", "rules[0].to", "rules[2]");
    }

    @Test
    void messagesAreSentByHandToo() {
        happenings.happen(life.created(), life.assignedTo("pedal"));
        awaitMessages("delivery.created email sent");
        await().untilAsserted(() -> assertThat(send("driver").status()).isEqualTo(202));

        await().untilAsserted(() -> assertThat(wiretap.heard("courier.message-requested.v1", life.id()))
                .hasSize(1));

        Api.Answer toRecipient = send("recipient");
        assertThat(toRecipient.status()).isEqualTo(202);
        assertThat(toRecipient.text("/status")).isEqualTo("queued");
        assertThat(toRecipient.text("/channel")).isEqualTo("sms");
        assertThat(send("retailer").text("/status")).isEqualTo("suppressed");
        assertThat(api.courier("pedal", key)
                        .post(path(), "{\"to\": \"recipient\", \"text\": \"I am here\"}")
                        .status())
                .isEqualTo(202);
        assertThat(api.courier("stranger", key)
                        .post(path(), "{\"to\": \"recipient\", \"text\": \"Hi\"}")
                        .status())
                .isEqualTo(404);
        assertThat(api.courier("pedal", key).get(path()).status()).isEqualTo(403);
        assertThat(api.retailer(Happenings.newKey()).get(path()).status()).isEqualTo(404);
        assertThat(send("nobody").status()).isEqualTo(400);
    }

    @Test
    void withoutADriverThereIsNobodyToTell() {
        happenings.happen(life.created());
        awaitMessages("delivery.created email sent");

        Api.Answer refused = send("driver");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("no_courier");
    }

    @Test
    void mailThatCannotBeSentNowIsSentLater() {
        mails.stop();
        try {
            happenings.happen(life.created());
            await().untilAsserted(() -> assertThat(
                            message("delivery.created", "email").at("/error").asString())
                    .contains("mail server"));
        } finally {
            mails.start();
        }

        awaitMessages("delivery.created email sent");
    }

    private Api.Answer send(String to) {
        return api.retailer(key).post(path(), "{\"to\": \"%s\", \"text\": \"The bell is broken\"}".formatted(to));
    }

    private String path() {
        return "/v1/deliveries/" + life.id() + "/messages";
    }

    private List<JsonNode> messages() {
        Api.Answer answer = api.retailer(key).get(path());
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().at("/data").valueStream().toList();
    }

    private JsonNode message(String template, String channel) {
        return messages().stream()
                .filter(message -> message.at("/template").asString().equals(template)
                        && message.at("/channel").asString().equals(channel))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + template + " by " + channel));
    }

    private void awaitMessages(String... expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(messages())
                        .extracting(message -> message.at("/template").asString() + " "
                                + message.at("/channel").asString() + " "
                                + message.at("/status").asString())
                        .containsExactlyInAnyOrder(expected));
    }

    private static List<Message> shuffled(List<Message> news) {
        List<Message> shuffled = new ArrayList<>(news);
        Collections.shuffle(shuffled, new Random(11));
        return shuffled;
    }
}
