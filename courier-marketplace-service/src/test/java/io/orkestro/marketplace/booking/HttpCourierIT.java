package io.orkestro.marketplace.booking;

import static io.orkestro.marketplace.Testbed.Actors.bookingId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orkestro.marketplace.MarketplaceTest;
import io.orkestro.marketplace.Testbed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Offers to a courier's own server. */
@MarketplaceTest
class HttpCourierIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    Testbed.Actors actors;

    @Autowired
    JsonMapper json;

    /** What the courier's server answers to an offer, and after how long. */
    private record Scripted(int status, String body, long delayMillis) {

        static Scripted of(int status, String body) {
            return new Scripted(status, body, 0);
        }
    }

    /** What came. */
    private record Received(HttpHeaders headers, String text, JsonNode body) {

        String type() {
            return body.get("type").asString();
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private IntFunction<Scripted> script = _ -> Scripted.of(202, "");
    private HttpServer server;
    private String courier = "";
    private String secret = "";

    @BeforeEach
    void aCourierWithAServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/offers", this::serve);
        server.start();
        Testbed.Actors.Answer registered = actors.register(
                Map.of("offerUrl", "http://127.0.0.1:" + server.getAddress().getPort() + "/offers"));
        courier = registered.body().get("id").asString();
        secret = registered.body().get("offerSecret").asString();
    }

    @AfterEach
    void serverGoes() {
        server.stop(0);
    }

    @Test
    void anOfferIsSignedAndAnsweredAtOnce() {
        script = _ -> Scripted.of(200, """
                {"accepted": true, "driver": {"name": "Luca B.", "phone": "+447700900111", "vehicle": "moto"},
                 "pickupEta": "2026-03-02T12:10:00Z", "somethingNew": 1}
                """);
        Map<String, Object> request = booked(MINUTE);
        actors.awaitAnswers(request, "confirmed");

        Received offer = received.getFirst();
        assertThatCode(() -> new Webhook(secret).verify(offer.text(), offer.headers()))
                .doesNotThrowAnyException();
        assertThat(offer.type()).isEqualTo("booking.offered");
        assertThat(offer.body().get("id").asString())
                .isEqualTo(offer.headers().firstValue("webhook-id").orElseThrow());
        assertThat(offer.body().get("bookingId").asString()).isEqualTo(bookingId(request));
        JsonNode data = offer.body().get("data");
        assertThat(data.get("status").asString()).isEqualTo("offered");
        assertThat(data.get("pickup").get("name").asString()).isEqualTo("Ada Obi");
        assertThat(data.get("fee").get("amount").asInt()).isEqualTo(599);

        JsonNode confirmed =
                actors.heardOf(request, "booking.confirmed.v1").getFirst().data();
        assertThat(confirmed.get("driver").get("name").asString()).isEqualTo("Luca B.");
        assertThat(confirmed.get("vehicle").asString()).isEqualTo("moto");
        assertThat(confirmed.get("pickupEta").asString()).isEqualTo("2026-03-02T12:10:00Z");
    }

    @Test
    void aCourierMayCallBackLater() {
        Map<String, Object> request = booked(MINUTE);
        await().until(() -> received.size() == 1 && actors.rowsOf("courier_call", request) == 0);
        actors.asCourier(
                courier,
                HttpMethod.POST,
                "/v1/couriers/" + courier + "/bookings/" + bookingId(request) + "/accept",
                Map.of());
        actors.awaitAnswers(request, "confirmed");
        assertThat(received).hasSize(1);
    }

    @Test
    void aCourierSaysNo() {
        script = _ -> Scripted.of(409, "");
        actors.awaitAnswers(booked(MINUTE), "rejected:refused");
        script = _ -> Scripted.of(200, "{\"accepted\": false, \"reason\": \"no_driver\"}");
        actors.awaitAnswers(booked(MINUTE), "rejected:no_driver");
    }

    @Test
    void aServerInTroubleIsAskedAgainWithTheSameId() {
        script = attempt -> attempt < 3 ? Scripted.of(503, "later") : Scripted.of(200, "{\"accepted\": true}");
        actors.awaitAnswers(booked(MINUTE), "confirmed");
        assertThat(received).hasSize(3);
        assertThat(received)
                .extracting(each -> each.body().get("id").asString())
                .containsOnly(received.getFirst().body().get("id").asString());
    }

    @Test
    void aServerThatNeverWorksLetsTheOfferExpire() {
        script = _ -> Scripted.of(500, "");
        Map<String, Object> request = booked(Duration.ofSeconds(2));
        actors.awaitAnswers(request, "expired:no_answer");
    }

    @Test
    void aSlowServerHoldsNobodyElseUp() {
        script = _ -> new Scripted(200, "{\"accepted\": true}", 30_000);
        Map<String, Object> slow = booked(Duration.ofSeconds(2));
        await().until(() -> received.size() == 1);
        script = _ -> Scripted.of(200, "{\"accepted\": true}");
        actors.awaitAnswers(booked(MINUTE), "confirmed");
        actors.awaitAnswers(slow, "expired:no_answer");
    }

    @Test
    void aLateYesIsCancelledWithTheCourier() {
        script = _ -> new Scripted(200, "{\"accepted\": true}", 2_500);
        Map<String, Object> request = booked(Duration.ofSeconds(1));
        actors.awaitAnswers(request, "expired:no_answer");
        int before = received.size();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> actors.rowsOf("courier_call", request) == 0 && received.size() > before);
        assertThat(received.getLast().type()).isEqualTo("booking.withdrawn");
        assertThat(actors.statusOf(request)).isEqualTo("EXPIRED");
        actors.awaitAnswers(request, "expired:no_answer");
    }

    @Test
    void aCourierHearsOfAWithdrawalUntilItTookNotice() {
        Map<String, Object> request = booked(MINUTE);
        await().until(() -> received.size() == 1);
        script = attempt -> attempt < 3 ? Scripted.of(500, "") : Scripted.of(200, "");
        actors.withdraw(request, "cancelled");
        actors.awaitAnswers(request, "withdrawn:cancelled");
        await().until(() -> actors.rowsOf("courier_call", request) == 0);
        assertThat(received)
                .extracting(Received::type)
                .containsExactly("booking.offered", "booking.withdrawn", "booking.withdrawn");
        assertThat(received.getLast().body().get("data").get("reason").asString())
                .isEqualTo("cancelled");
    }

    @Test
    void aTextReachesTheDriver() {
        script = _ -> Scripted.of(200, "{\"accepted\": true}");
        Map<String, Object> request = booked(MINUTE);
        actors.awaitAnswers(request, "confirmed");
        actors.sayFromNotification(
                "courier.message-requested.v1",
                Map.of(
                        "messageId",
                        "msg_acme_1",
                        "deliveryId",
                        String.valueOf(request.get("deliveryId")),
                        "courierId",
                        courier,
                        "text",
                        "The gate code is 4711."));
        await().until(() -> received.size() == 2);
        assertThat(received.getLast().type()).isEqualTo("booking.message");
        assertThat(received.getLast().body().get("data").get("text").asString()).isEqualTo("The gate code is 4711.");
    }

    private Map<String, Object> booked(Duration answerWithin) {
        Map<String, Object> request = actors.request(courier, answerWithin);
        actors.book(request);
        await().until(() -> !actors.statusOf(request).equals("none"));
        return request;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(
                new Received(HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true), text, json.readTree(text)));
        Scripted scripted = script.apply(received.size());
        try {
            Thread.sleep(scripted.delayMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = scripted.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(scripted.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
