package io.orkestro.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.standardwebhooks.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import io.orkestro.notification.world.Api;
import io.orkestro.notification.world.Happenings;
import io.orkestro.notification.world.Happenings.Life;
import io.orkestro.notification.world.NotificationTest;
import io.orkestro.notification.world.Receiver;
import io.orkestro.notification.world.Wiretap;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.messaging.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Webhooks as a retailer's system hears them, verified by somebody else's library. */
@NotificationTest
class WebhooksIT {

    @Autowired
    private Api api;

    @Autowired
    private Happenings happenings;

    @Autowired
    private GreenMail mails;

    @Autowired
    private Wiretap wiretap;

    @Autowired
    private MeterRegistry meters;

    private final String key = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(key);

    @AfterEach
    void whatWasSaidWasAsAgreed() {
        wiretap.assertEverythingWasAsAgreed();
    }

    @Test
    void everyChangeIsPostedSignedAndMasked() {
        try (Receiver receiver = Receiver.answering(_ -> 204)) {
            Answer endpoint = register(receiver, "\"*\"");
            assertThat(endpoint.status()).isEqualTo(201);
            assertThat(api.retailer(key).get(path(endpoint)).json().has("secret"))
                    .isFalse();

            happenings.happen(life.created(), life.assignedTo("pedal"));

            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(2));
            for (Receiver.Got got : receiver.got()) {
                assertVerified(got, endpoint.text("/secret"));
                assertThat(got.json().at("/id").asString()).isEqualTo(got.id());
            }
            JsonNode assigned = of(receiver, "delivery.assigned").getFirst().json();
            assertThat(assigned.at("/sequence").asInt()).isEqualTo(2);
            assertThat(assigned.at("/deliveryId").asString()).isEqualTo(life.id());
            assertThat(assigned.at("/externalId").asString()).isEqualTo("order-1");
            assertThat(assigned.at("/livemode").asBoolean()).isTrue();
            assertThat(assigned.at("/data/courier/driverPhone").asString()).isEqualTo("+44********56");
            assertThat(assigned.at("/data/dropoff/phone").asString()).isEqualTo("+447700900123");
        }
    }

    @Test
    void newsThatComesTwiceIsPostedOnceAndFiltersHold() {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            register(receiver, "\"delivery.picked_up\", \"delivery.delivered\"");
            List<Message> news = new ArrayList<>(List.of(
                    life.created(), life.assignedTo("pedal"), life.reached("picked_up"), life.reached("delivered")));
            news.addAll(List.copyOf(news));
            Collections.shuffle(news, new Random(3));

            happenings.happen(news);
            happenings.happen(life.updated());

            await().untilAsserted(() -> assertThat(receiver.got()).hasSizeGreaterThanOrEqualTo(2));
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(receiver.got())
                            .extracting(got -> got.json().at("/type").asString())
                            .containsExactlyInAnyOrder("delivery.picked_up", "delivery.delivered"));
        }
    }

    @Test
    void aReceiverThatFailsTwiceHearsOfItAThirdTime() {
        long refused = tries("refused");
        long taken = tries("taken");
        try (Receiver receiver = Receiver.answering(call -> call < 3 ? 500 : 200)) {
            Answer endpoint = register(receiver, "\"delivery.created\"");

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(attempts(endpoint))
                    .extracting(attempt -> attempt.at("/number").asInt() + " "
                            + attempt.at("/status").asString() + " "
                            + attempt.at("/responseStatus").asInt())
                    .containsExactly("3 succeeded 200", "2 failed 500", "1 failed 500"));
            assertThat(receiver.got())
                    .extracting(Receiver.Got::id)
                    .hasSize(3)
                    .containsOnly(receiver.got().getFirst().id());
            assertThat(receiver.got())
                    .extracting(Receiver.Got::body)
                    .containsOnly(receiver.got().getFirst().body());
            assertThat(tries("refused")).isGreaterThanOrEqualTo(refused + 2);
            assertThat(tries("taken")).isGreaterThanOrEqualTo(taken + 1);
        }
    }

    @Test
    void goneMeansNoMore() {
        try (Receiver receiver = Receiver.answering(_ -> 410)) {
            Answer endpoint = register(receiver, "\"*\"");

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(api.retailer(key)
                            .get(path(endpoint))
                            .json()
                            .at("/enabled")
                            .asBoolean())
                    .isFalse());
            assertThat(api.retailer(key).get(path(endpoint)).text("/disabledReason"))
                    .contains("410");
            happenings.happen(life.assignedTo("pedal"));
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(receiver.got()).hasSize(1));

            api.retailer(key).patch(path(endpoint), "{\"enabled\": true}");
            happenings.happen(life.reached("picked_up"));
            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(2));
        }
    }

    @Test
    void redirectsAreNotFollowedAndLongAnswersAreCutShort() {
        try (Receiver elsewhere = Receiver.answering(_ -> 200);
                Receiver receiver = Receiver.that(exchange -> {
                    exchange.getResponseHeaders().add("Location", elsewhere.url());
                    exchange.sendResponseHeaders(302, 0);
                    byte[] much = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseBody().write(much);
                    exchange.close();
                })) {
            Answer endpoint = register(receiver, "\"delivery.created\"");

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(attempts(endpoint)).isNotEmpty());
            await().untilAsserted(() -> {
                JsonNode first = attempts(endpoint).getLast();
                assertThat(first.at("/responseStatus").asInt()).isEqualTo(302);
                assertThat(first.at("/responseBody").asString()).isEqualTo("x".repeat(1024));
                assertThat(first.at("/status").asString()).isEqualTo("failed");
            });
            assertThat(elsewhere.got()).isEmpty();
        }
    }

    @Test
    void anEndpointThatHangsDelaysNobodyElse() {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver hanging = Receiver.that(_ -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                Receiver quick = Receiver.answering(_ -> 200)) {
            Answer dead = register(hanging, "\"*\"");
            register(quick, "\"*\"");
            List<Message> news = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                news.add(Happenings.aDeliveryOf(key).created());
            }

            happenings.happen(news);

            await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(quick.got()).hasSize(30));
            assertThat(hanging.got().size()).isLessThan(30);
            await().untilAsserted(() -> assertThat(attempts(dead))
                    .anySatisfy(attempt ->
                            assertThat(attempt.at("/error").asString()).isEqualTo("No answer within 2 s")));
            api.retailer(key).delete(path(dead));
            end.countDown();
        }
    }

    @Test
    void aReceiverThatHangsUpIsTriedAgain() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnEverybody(socket));
            Answer endpoint = api.retailer(key)
                    .post(
                            "/v1/webhook-endpoints",
                            "{\"url\": \"http://127.0.0.1:%d/\"}".formatted(socket.getLocalPort()));

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(attempts(endpoint))
                    .hasSizeGreaterThan(1)
                    .last()
                    .satisfies(first -> {
                        assertThat(first.at("/status").asString()).isEqualTo("failed");
                        assertThat(first.at("/error").asString()).isNotEmpty();
                        assertThat(first.has("nextAttemptAt")).isTrue();
                    }));
            api.retailer(key).delete(path(endpoint));
        }
    }

    private static void hangUpOnEverybody(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                caller.setSoLinger(true, 0);
            } catch (IOException closing) {
                return;
            }
        }
    }

    @Test
    void anAnswerThatDripsIsNotWaitedFor() {
        try (Receiver dripping = Receiver.that(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    Thread.sleep(100);
                }
            } catch (IOException hungUp) {
                exchange.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            Answer endpoint = register(dripping, "\"delivery.created\"");

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(attempts(endpoint))
                    .last()
                    .satisfies(
                            first -> assertThat(first.at("/error").asString()).isEqualTo("No answer within 2 s")));
            api.retailer(key).delete(path(endpoint));
        }
    }

    @Test
    void anAnswerWithoutEndIsHungUpOn() {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (Receiver endless = Receiver.that(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] more = "x".repeat(8_192).getBytes(StandardCharsets.UTF_8);
            try {
                while (true) {
                    exchange.getResponseBody().write(more);
                }
            } catch (IOException gone) {
                hungUp.countDown();
                exchange.close();
            }
        })) {
            Answer endpoint = register(endless, "\"delivery.created\"");

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(attempts(endpoint))
                    .singleElement()
                    .satisfies(only -> {
                        assertThat(only.at("/status").asString()).isEqualTo("succeeded");
                        assertThat(only.at("/responseBody").asString()).isEqualTo("x".repeat(1024));
                    }));
            await().until(() -> hungUp.getCount() == 0);
            assertThat(endless.got()).hasSize(1);
        }
    }

    @Test
    void anEndpointThatTakesNothingIsDisabledAndItsRetailerTold() throws Exception {
        happenings.retailerChanged(key, "Corner Books Ltd", key + "@example.com");
        try (Receiver receiver = Receiver.answering(_ -> 500)) {
            Answer endpoint = register(receiver, "\"delivery.created\"");

            happenings.happen(life.created(), Happenings.aDeliveryOf(key).created());

            await().untilAsserted(() -> assertThat(api.retailer(key)
                            .get(path(endpoint))
                            .json()
                            .at("/enabled")
                            .asBoolean())
                    .isFalse());
            assertThat(api.retailer(key).get(path(endpoint)).text("/disabledReason"))
                    .isEqualTo("It has not taken 2 webhooks in a row, each tried to the end");
            assertThat(receiver.got()).hasSize(8);
            await().untilAsserted(() -> assertThat(mails.getReceivedMessages())
                    .extracting(mail -> mail.getAllRecipients()[0] + " " + mail.getSubject())
                    .filteredOn(mail -> mail.startsWith(key))
                    .singleElement()
                    .asString()
                    .contains(receiver.url()));
            await().untilAsserted(() -> assertThat(api.retailer(key)
                            .get("/v1/events?type=webhook-endpoint.disabled")
                            .json()
                            .at("/data/0/data/endpointId")
                            .asString())
                    .isEqualTo(endpoint.text("/id")));
        }
    }

    @Test
    void whatWasMissedIsPostedAgain() {
        try (Receiver receiver = Receiver.answering(call -> call <= 8 ? 500 : 200)) {
            Answer endpoint = register(receiver, "\"delivery.created\"");
            Life other = Happenings.aDeliveryOf(key);
            happenings.happen(life.created(), other.created());
            await().untilAsserted(() -> assertThat(api.retailer(key)
                            .get(path(endpoint))
                            .json()
                            .at("/enabled")
                            .asBoolean())
                    .isFalse());
            api.retailer(key).patch(path(endpoint), "{\"enabled\": true}");
            String span = "{\"from\": \"%s\"}".formatted(Instant.now().minusSeconds(60));

            Answer replayed = api.retailer(key).post(path(endpoint) + "/replay", span, "missed");

            assertThat(replayed.status()).isEqualTo(202);
            assertThat(replayed.json().at("/webhooks").asInt()).isEqualTo(2);
            assertThat(api.retailer(key)
                            .post(path(endpoint) + "/replay", span, "missed")
                            .header("Idempotent-Replayed"))
                    .isEqualTo("true");
            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(10));
            assertThat(receiver.got().subList(8, 10))
                    .extracting(got -> got.json().at("/deliveryId").asString())
                    .containsExactlyInAnyOrder(life.id(), other.id());
            assertThat(receiver.got().stream().map(Receiver.Got::id).distinct()).hasSize(2);
            await().untilAsserted(() -> assertThat(api.retailer(key)
                            .post(path(endpoint) + "/replay", span)
                            .json()
                            .at("/webhooks")
                            .asInt())
                    .isZero());
        }
    }

    @Test
    void whileASecretIsRotatedBothSign() {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            Answer endpoint = register(receiver, "\"*\"");
            Answer rotated = api.retailer(key).post(path(endpoint) + "/rotate-secret", null);
            assertThat(rotated.status()).isEqualTo(200);
            assertThat(rotated.json().has("previousSecretExpiresAt")).isTrue();
            assertThat(rotated.text("/secret")).isNotEqualTo(endpoint.text("/secret"));

            happenings.happen(life.created());

            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(1));
            Receiver.Got got = receiver.got().getFirst();
            assertThat(got.headers()
                            .firstValue("webhook-signature")
                            .orElseThrow()
                            .split(" "))
                    .hasSize(2);
            assertVerified(got, endpoint.text("/secret"));
            assertVerified(got, rotated.text("/secret"));
        }
    }

    @Test
    void aTestReachesEvenADisabledEndpointAndAnyAttemptCanBeReplayed() {
        try (Receiver receiver = Receiver.answering(call -> call == 1 ? 500 : 200)) {
            Answer endpoint = register(receiver, "\"*\"");
            api.retailer(key).patch(path(endpoint), "{\"enabled\": false}");

            Answer test = api.retailer(key).post(path(endpoint) + "/test", null);
            assertThat(test.status()).isEqualTo(202);
            assertThat(test.text("/status")).isEqualTo("pending");
            assertThat(test.text("/type")).isEqualTo("webhook.test");
            await().untilAsserted(() -> assertThat(
                            attempts(endpoint).getFirst().at("/status").asString())
                    .isEqualTo("failed"));
            assertThat(receiver.got().getFirst().json().at("/livemode").asBoolean())
                    .isFalse();

            Answer replay = api.retailer(key).post(path(endpoint) + "/attempts/" + test.text("/id") + "/replay", null);
            assertThat(replay.status()).isEqualTo(202);
            assertThat(replay.json().at("/number").asInt()).isEqualTo(2);
            await().untilAsserted(() -> assertThat(receiver.got()).hasSize(2));
            assertThat(receiver.got().get(1).id())
                    .isEqualTo(receiver.got().get(0).id());
            assertVerified(receiver.got().get(1), endpoint.text("/secret"));
            assertThat(api.retailer(Happenings.newKey())
                            .post(path(endpoint) + "/attempts/" + test.text("/id") + "/replay", null)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aDeletedEndpointIsForgotten() {
        try (Receiver receiver = Receiver.answering(_ -> 500)) {
            Answer endpoint = register(receiver, "\"*\"");
            happenings.happen(life.created());
            await().untilAsserted(() -> assertThat(receiver.got()).isNotEmpty());

            assertThat(api.retailer(key).delete(path(endpoint)).status()).isEqualTo(204);

            await().untilAsserted(() -> assertThat(wiretap.heard("webhook-endpoint.changed.v1", endpoint.text("/id")))
                    .hasSize(2));
            assertThat(api.retailer(key).get(path(endpoint)).status()).isEqualTo(404);
            assertThat(api.retailer(key)
                            .get("/v1/webhook-endpoints")
                            .json()
                            .at("/data")
                            .size())
                    .isZero();
        }
    }

    @Test
    void wrongAddressesAndEventsAreRefused() {
        assertThat(api.retailer(key)
                        .post("/v1/webhook-endpoints", "{\"url\": \"ftp://example.com\"}")
                        .json()
                        .at("/errors")
                        .findValuesAsString("field"))
                .containsExactly("url");
        assertThat(api.retailer(key)
                        .post(
                                "/v1/webhook-endpoints",
                                "{\"url\": \"http://127.0.0.1\", \"events\": [\"delivery.eaten\"]}")
                        .status())
                .isEqualTo(422);
        assertThat(api.courier("pedal").get("/v1/webhook-endpoints").status()).isEqualTo(403);
    }

    @Test
    void theOtherSidesNewsIsNotOurs() {
        try (Receiver receiver = Receiver.answering(_ -> 200)) {
            register(receiver, "\"*\"");
            happenings.happen(life.notifiedByTheMonolith().created());
            Life ours = Happenings.aDeliveryOf(key);
            happenings.happen(ours.created());

            await().untilAsserted(() -> assertThat(receiver.got()).isNotEmpty());
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(receiver.got())
                            .extracting(got -> got.json().at("/deliveryId").asString())
                            .containsExactly(ours.id()));
        }
    }

    private Answer register(Receiver receiver, String events) {
        return api.retailer(key)
                .post("/v1/webhook-endpoints", "{\"url\": \"%s\", \"events\": [%s]}".formatted(receiver.url(), events));
    }

    private static String path(Answer endpoint) {
        return "/v1/webhook-endpoints/" + endpoint.text("/id");
    }

    private List<JsonNode> attempts(Answer endpoint) {
        return List.copyOf(api.retailer(key)
                .get(path(endpoint) + "/attempts")
                .json()
                .at("/data")
                .valueStream()
                .toList());
    }

    private static List<Receiver.Got> of(Receiver receiver, String type) {
        return receiver.got().stream()
                .filter(got -> got.json().at("/type").asString().equals(type))
                .toList();
    }

    private static void assertVerified(Receiver.Got got, String secret) {
        assertThatCode(() -> new Webhook(secret).verify(got.body(), got.headers()))
                .doesNotThrowAnyException();
    }

    private long tries(String outcome) {
        return meters.get("orkestro.webhooks.tries")
                .tag("outcome", outcome)
                .timer()
                .count();
    }
}
