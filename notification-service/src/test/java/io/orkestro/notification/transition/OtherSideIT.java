package io.orkestro.notification.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.standardwebhooks.Webhook;
import io.orkestro.notification.world.Api;
import io.orkestro.notification.world.Happenings;
import io.orkestro.notification.world.Happenings.Life;
import io.orkestro.notification.world.NotificationTest;
import io.orkestro.notification.world.OtherSide.Monolith;
import io.orkestro.notification.world.Receiver;
import io.orkestro.notification.world.Wiretap;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.testing.TcpProxy;
import io.orkestro.platform.web.secret.SecretBox;
import io.orkestro.platform.web.signature.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What is the other side's, and what becomes of it here. */
@NotificationTest
class OtherSideIT {

    @Autowired
    private Api api;

    @Autowired
    private Happenings happenings;

    @Autowired
    private Monolith monolith;

    @Autowired
    private SecretBox secrets;

    @Autowired
    private GreenMail mails;

    @Autowired
    private TcpProxy wireToTheMailServer;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Wiretap wiretap;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);
    private final String endpointId = "whe_%s_abcdefghijklmnopqrstuvwxyz".formatted(key);
    private final String secret = WebhookSecret.random().text();

    @AfterEach
    void mailGoesOn() {
        wireToTheMailServer.heal();
    }

    @AfterEach
    void whatWasSaidWasAsAgreed() {
        wiretap.assertEverythingWasAsAgreed();
    }

    @Test
    void anEndpointOfTheOtherSideHearsOfWhatIsToldFromHere() throws Exception {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            monolithsEndpoint(receiver);

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(1));
            Receiver.Got got = receiver.got().getFirst();
            new Webhook(secret).verify(got.body(), got.headers());
            assertThat(monolith.gaveAway(endpointId)).isFalse();
        }
    }

    @Test
    void whoWritesToAnEndpointOfTheOtherSideTakesItOver() {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            String snapshot = monolithsEndpoint(receiver);
            monolith.owns("webhook-endpoint", endpointId, 1, snapshot);

            Answer changed = api.retailer(key).patch(path(), "{\"description\": \"Ours now\"}");

            assertThat(changed.status()).isEqualTo(200);
            assertThat(monolith.gaveAway(endpointId)).isTrue();
            await().untilAsserted(() -> assertThat(wiretap.heard("webhook-endpoint.changed.v1", endpointId))
                    .singleElement()
                    .asString()
                    .contains("\"epoch\":2", "\"sequence\":2", "\"fromTomorrow\":\"kept\""));
            Answer rotated = api.retailer(key).post(path() + "/rotate-secret", null, "once");
            Answer again = api.retailer(key).post(path() + "/rotate-secret", null, "once");
            assertThat(again.text("/secret")).isEqualTo(rotated.text("/secret"));
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        }
    }

    @Test
    void onlyItsOwnerDisablesAnEndpoint() {
        try (Receiver receiver = Receiver.answering(_ -> 410)) {
            monolithsEndpoint(receiver);

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(wiretap.heard("webhook-endpoint.disabling-requested.v1", endpointId))
                    .hasSize(1));
            assertThat(wiretap.routes("webhook-endpoint.disabling-requested.v1", endpointId))
                    .containsExactly("monolith.webhook-endpoint.disabling-requested.v1");
            assertThat(api.retailer(key).get(path()).json().at("/enabled").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void theOtherSidesTriesAreShownAndCanBeReplayedAndAreNotMadeHere() {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            String snapshot = monolithsEndpoint(receiver);
            String webhookId = "evt_%s_abcdefghijklmnopqrstuvwxyz".formatted(key);
            Instant at = Instant.now().minusSeconds(60);
            monolith.says(
                    "webhook.logged.v1", webhookId, 0, 0, """
                    {"id": "%1$s", "endpointId": "%2$s", "type": "delivery.created", "deliveryId": "%3$s",
                     "body": "{\\"id\\":\\"%1$s\\"}", "decision": "MMMM", "createdAt": "%4$s",
                     "attempts": [
                       {"id": "wat_x_%5$s1", "number": 1, "rung": 0, "status": "failed", "dueAt": "%4$s",
                        "responseStatus": 500, "responseBody": "", "createdAt": "%4$s", "nextAttemptAt": "%4$s"},
                       {"id": "wat_x_%5$s2", "number": 2, "rung": 1, "status": "pending", "dueAt": "%4$s",
                        "createdAt": "%4$s"}]}
                    """.formatted(webhookId, endpointId, life.id(), at, key));

            await().untilAsserted(() -> assertThat(attempts()).hasSize(2));
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(receiver.got()).isEmpty());
            monolith.says(
                    "webhook.logged.v1", webhookId, 0, 0, """
                    {"id": "%1$s", "endpointId": "%2$s", "type": "delivery.created", "deliveryId": "%3$s",
                     "decision": "MMMM", "createdAt": "%4$s",
                     "attempts": [{"id": "wat_x_%5$s2", "number": 2, "rung": 1, "status": "succeeded", "dueAt": "%4$s",
                                   "responseStatus": 200, "createdAt": "%4$s"}]}
                    """.formatted(webhookId, endpointId, life.id(), at, key));
            await().untilAsserted(() -> assertThat(attempts())
                    .extracting(attempt -> attempt.at("/status").asString())
                    .containsExactlyInAnyOrder("succeeded", "failed"));

            monolith.owns("webhook-endpoint", endpointId, 1, snapshot);
            Answer replay = api.retailer(key).post(path() + "/attempts/wat_x_%s1/replay".formatted(key), null);
            assertThat(replay.status()).isEqualTo(202);
            assertThat(replay.json().at("/number").asInt()).isEqualTo(3);
            await().untilAsserted(() -> assertThat(receiver.got())
                    .singleElement()
                    .satisfies(got -> assertThat(got.id()).isEqualTo(webhookId)));
        }
    }

    @Test
    void theOtherSidesMessagesAreShownAndNotSentFromHere() throws Exception {
        mails.purgeEmailFromAllMailboxes();
        happenings.happen(life.without("email", "dropoff").created());
        String id = "msg_%s_abcdefghijklmnopqrstuvwxyz".formatted(key);
        String message = """
                {"id": "%s", "deliveryId": "%s", "retailerId": "ret_%s", "to": "recipient", "channel": "email",
                 "template": "delivery.assigned", "subject": "Hello", "text": "A courier comes", "address": "rosa@example.com",
                 "status": "%s", "attempts": 0, "dueAt": "%s", "createdAt": "%s"}
                """;
        Instant at = Instant.now().minusSeconds(5);
        monolith.says("message.changed.v1", id, 1, 1, message.formatted(id, life.id(), key, "queued", at, at));

        await().untilAsserted(() -> assertThat(statusOf("delivery.assigned")).isEqualTo("queued"));
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(mails.getReceivedMessages()).isEmpty());
        monolith.says("message.changed.v1", id, 2, 1, message.formatted(id, life.id(), key, "sent", at, at));
        await().untilAsserted(() -> assertThat(statusOf("delivery.assigned")).isEqualTo("sent"));
    }

    @Test
    void whoOptedOutThereIsLeftAloneHere() throws Exception {
        Answer ours = api.retailer(key).post("/v1/opt-outs", "{\"address\": \"x@example.com\"}");
        assertThat(ours.status()).isEqualTo(201);
        String rosa = "opt_%s_%s".formatted(key, md5("rosa@example.com"));
        monolith.says("opt-out.changed.v1", rosa, 1, 1, """
                {"id": "%s", "retailerId": "ret_%s", "address": "rosa@example.com", "createdAt": "2026-11-23T12:40:00Z"}
                """.formatted(rosa, key));
        await().untilAsserted(() -> assertThat(
                        api.retailer(key).get("/v1/opt-outs").json().at("/data").size())
                .isEqualTo(2));

        happenings.happen(life.created());

        await().untilAsserted(() -> assertThat(statusOf("delivery.created")).isEqualTo("suppressed"));
    }

    @Test
    void rulesOfTheOtherSideHoldAndAreTakenOverByWhoReplacesThem() {
        String rules = """
                {"retailerId": "ret_%s", "rules": {"version": 4, "rules": [
                  {"event": "delivery.created", "to": "recipient", "channel": "sms", "enabled": true}]}}
                """.formatted(key);
        monolith.says("notification-rules.changed.v1", "ret_" + key, 4, 1, rules);
        await().untilAsserted(() -> assertThat(api.retailer(key)
                        .get("/v1/notification-rules")
                        .json()
                        .at("/version")
                        .asInt())
                .isEqualTo(4));
        monolith.owns("notification-rules", "ret_" + key, 4, rules);

        Answer replaced = api.retailer(key).put("/v1/notification-rules", "{\"version\": 4, \"rules\": []}");

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(monolith.gaveAway("ret_" + key)).isTrue();
        await().untilAsserted(() -> assertThat(wiretap.heard("notification-rules.changed.v1", "ret_" + key))
                .singleElement()
                .asString()
                .contains("\"epoch\":2", "\"sequence\":5"));
    }

    @Test
    void whatTheOtherSideHeardBeforeThisOneWasThereIsKnown() {
        monolith.says("notified.snapshot.v1", life.id(), 7, 0, """
                {"notifiedDelivery": {"retailerId": "ret_%s", "facts": {"id": "%s", "status": "delivered", "trackingCode": "trk_1",
                  "pickup": {"name": "A", "address": {"country": "GB"}},
                  "dropoff": {"name": "B", "address": {"country": "GB"}}}}}
                """.formatted(key, life.id()));

        await().untilAsserted(() -> assertThat(api.retailer(key)
                        .get("/v1/deliveries/" + life.id() + "/messages")
                        .status())
                .isEqualTo(200));
    }

    @Test
    void anEndpointThatIsHeardOfLateMissesNothingSinceItWasRegistered() throws Exception {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            Life earlier = Happenings.aDeliveryOf(key);
            tellWithoutEndpoint(earlier);
            Instant registered = Instant.now();
            tellWithoutEndpoint(life);

            monolith.says("webhook-endpoint.changed.v1", endpointId, 1, 1, endpoint(receiver, registered, "*"));
            monolith.says("webhook-endpoint.changed.v1", endpointId, 1, 1, endpoint(receiver, registered, "*"));
            monolith.says("webhook-endpoint.snapshot.v1", endpointId, 1, 1, endpoint(receiver, registered, "*"));

            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(1));
            Receiver.Got missed = receiver.got().getFirst();
            assertThat(missed.json().at("/deliveryId").asString()).isEqualTo(life.id());
            new Webhook(secret).verify(missed.body(), missed.headers());
            happenings.happen(life.assignedTo("pedal"));
            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(2));
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(receiver.got())
                            .extracting(got -> got.json().at("/type").asString())
                            .containsExactly("delivery.created", "delivery.assigned"));
            await().untilAsserted(() ->
                    assertThat(wiretap.heard("webhook.logged.v1", missed.id())).isNotEmpty());
        }
    }

    @Test
    void anEndpointThatHearsOfMoreSinceItWasChangedMissesNothingEither() {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            Instant registered = Instant.now().minusSeconds(60);
            monolith.says(
                    "webhook-endpoint.changed.v1",
                    endpointId,
                    1,
                    1,
                    endpoint(receiver, registered, "delivery.assigned"));
            await().untilAsserted(() ->
                    assertThat(api.retailer(key).get(path()).status()).isEqualTo(200));
            Life earlier = Happenings.aDeliveryOf(key);
            tellWithoutEndpoint(earlier);
            Instant changed = Instant.now();
            tellWithoutEndpoint(life);

            String wider = endpoint(receiver, registered, "*")
                    .replace("\"updatedAt\": \"" + registered, "\"updatedAt\": \"" + changed);
            monolith.says("webhook-endpoint.changed.v1", endpointId, 2, 1, wider);

            await().untilAsserted(() -> assertThat(receiver.got()).isNotEmpty());
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(receiver.got())
                            .extracting(got -> got.json().at("/deliveryId").asString())
                            .containsExactly(life.id()));
        }
    }

    @Test
    void whicheverComesFirstNewsOrEndpointEachIsPostedOnce() {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            Instant registered = Instant.now();
            Set<String> told = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                Life one = Happenings.aDeliveryOf(key);
                told.add(one.id());
                happenings.happen(one.created());
                if (i == 20) {
                    monolith.says("webhook-endpoint.changed.v1", endpointId, 1, 1, endpoint(receiver, registered, "*"));
                }
            }

            await().untilAsserted(() -> assertThat(receiver.got()).hasSizeGreaterThanOrEqualTo(told.size()));
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(receiver.got())
                            .extracting(got -> got.json().at("/deliveryId").asString())
                            .containsExactlyInAnyOrderElementsOf(told));
        }
    }

    @Test
    void rulesThatAreHeardOfLateHoldForWhatWasToldSinceTheyWereWritten() {
        Life earlier = Happenings.aDeliveryOf(key);
        tellWithoutEndpoint(earlier);
        Instant written = Instant.now();
        tellWithoutEndpoint(life);

        monolith.says("notification-rules.changed.v1", "ret_" + key, 1, 1, """
                {"retailerId": "ret_%s", "changedAt": "%s", "rules": {"version": 1, "rules": [
                  {"event": "delivery.created", "to": "recipient", "channel": "email", "enabled": true},
                  {"event": "delivery.created", "to": "recipient", "channel": "sms", "enabled": true}]}}
                """.formatted(key, written));

        await().untilAsserted(() -> assertThat(channelsOf(life)).containsExactlyInAnyOrder("email", "sms"));
        assertThat(channelsOf(earlier)).containsExactly("email");
    }

    @Test
    void aMessageThatIsTakenOverWhileItIsSentIsSentOnce() throws Exception {
        mails.purgeEmailFromAllMailboxes();
        wireToTheMailServer.blackHole();
        happenings.happen(life.created());
        await().untilAsserted(() -> assertThat(messageOf("attempts")).isEqualTo("1"));
        String id = messageOf("id");

        monolith.claims("message", id, 2);
        wireToTheMailServer.heal();

        await().untilAsserted(() -> assertThat(wiretap.heard("message.tried.v1", id))
                .singleElement()
                .asString()
                .contains("\"sent\""));
        assertThat(wiretap.routes("message.tried.v1", id)).containsExactly("monolith.message.tried.v1");
        jdbc.sql("update message set due_at = now() where id = :id")
                .param("id", id)
                .update();
        await().during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(mails.getReceivedMessages()).hasSize(1));
    }

    /** News that nobody here is to be told of by webhook yet; an e-mail says that it was told. */
    private void tellWithoutEndpoint(Life life) {
        happenings.happen(life.created());
        await().untilAsserted(() -> assertThat(channelsOf(life)).contains("email"));
    }

    private List<String> channelsOf(Life life) {
        return api.retailer(key)
                .get("/v1/deliveries/" + life.id() + "/messages")
                .json()
                .at("/data")
                .valueStream()
                .map(message -> message.at("/channel").asString())
                .toList();
    }

    /** Of the one message about the delivery. */
    private String messageOf(String column) {
        return jdbc.sql("select cast(%s as text) from message where delivery_id = :id".formatted(column))
                .param("id", life.id())
                .query(String.class)
                .optional()
                .orElse("none");
    }

    private String endpoint(Receiver receiver, Instant registered, String events) {
        return """
                {"id": "%s", "retailerId": "ret_%s", "url": "%s", "events": ["%s"], "enabled": true,
                 "sealedSecret": "%s", "createdAt": "%s", "updatedAt": "%s", "deleted": false}
                """.formatted(endpointId, key, receiver.url(), events, secrets.seal(secret), registered, registered);
    }

    /** Owned there; the secret is known to the test. */
    private String monolithsEndpoint(Receiver receiver) {
        String snapshot = """
                {"id": "%s", "retailerId": "ret_%s", "url": "%s", "events": ["*"], "enabled": true,
                 "sealedSecret": "%s", "createdAt": "2026-11-23T12:00:00Z", "updatedAt": "2026-11-23T12:00:00Z",
                 "deleted": false, "fromTomorrow": "kept"}
                """.formatted(endpointId, key, receiver.url(), secrets.seal(secret));
        monolith.says("webhook-endpoint.changed.v1", endpointId, 1, 1, snapshot);
        await().untilAsserted(
                        () -> assertThat(api.retailer(key).get(path()).status()).isEqualTo(200));
        return snapshot;
    }

    private String path() {
        return "/v1/webhook-endpoints/" + endpointId;
    }

    private List<JsonNode> attempts() {
        return api.retailer(key)
                .get(path() + "/attempts")
                .json()
                .at("/data")
                .valueStream()
                .toList();
    }

    private String statusOf(String template) {
        return api.retailer(key)
                .get("/v1/deliveries/" + life.id() + "/messages")
                .json()
                .at("/data")
                .valueStream()
                .filter(message -> message.at("/template").asString().equals(template)
                        && message.at("/channel").asString().equals("email"))
                .map(message -> message.at("/status").asString())
                .findFirst()
                .orElse("none");
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
