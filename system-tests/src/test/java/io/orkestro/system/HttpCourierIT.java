package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A courier of one's own: a signed offer comes in, accept, positions, status and proof go out by the public API. */
@ExtendWith(RunningPlatform.class)
class HttpCourierIT {

    private static final JsonMapper JSON = new JsonMapper();

    private final Platform platform;
    private final BlockingQueue<JsonNode> offers = new LinkedBlockingQueue<>();
    private final AtomicReference<Webhook> verifier = new AtomicReference<>();

    HttpCourierIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void aLocalBikeCoopCarriesADelivery() throws Exception {
        HttpServer coop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        coop.createContext("/offers", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                try {
                    verifier.get().verify(body, HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true));
                    offers.add(JSON.readTree(body));
                    exchange.sendResponseHeaders(202, -1);
                } catch (Exception forged) {
                    exchange.sendResponseHeaders(401, -1);
                }
            }
        });
        coop.start();
        try {
            String courierKey = "coop" + UUID.randomUUID().toString().substring(0, 6);
            String courierId = "crr_" + courierKey;
            Answer registered = platform.ops()
                    .post("/v1/couriers", """
                        {"key":"%s","name":"Soho Bike Co-op","vehicles":[{"type":"bike","maxWeightGrams":15000}],
                         "serviceArea":{"center":{"lat":51.5136,"lng":-0.1365},"radiusMeters":5000},
                         "rateCard":{"currency":"GBP","base":100,"perKm":10},"capacity":2,"speedKmh":15,"requirements":["signature","photo"],
                         "offerUrl":"http://127.0.0.1:%d/offers"}\
                        """.formatted(
                                    courierKey, coop.getAddress().getPort()))
                    .expect(201);
            verifier.set(new Webhook(registered.at("/offerSecret")));
            Api courier = platform.courier(courierId);
            Api retailer = platform.retailer();
            platform.rules("""
                {"strategy":"priority","preferredCouriers":["%s"],"answerWithinSeconds":30}\
                """.formatted(courierId));

            String id = retailer.post(
                            "/v1/deliveries",
                            Orders.order("coop-" + UUID.randomUUID(), "\"requirements\":[\"signature\"],"))
                    .expect(201)
                    .at("/id");
            JsonNode offer = offers.poll(30, TimeUnit.SECONDS);
            assertThat(offer)
                    .as("the signed offer; %s", retailer.get("/v1/deliveries/" + id + "/decision"))
                    .isNotNull();
            String bookingId = offer.at("/bookingId").asString("");
            assertThat(offer.at("/deliveryId").asString("")).isEqualTo(id);

            courier.post("/v1/couriers/" + courierId + "/bookings/" + bookingId + "/accept", """
                {"driver":{"name":"Sam Rivers","phone":"+447700900321","vehicle":"bike"}}\
                """)
                    .expect(200);
            platform.awaitStatus(id, "assigned", Duration.ofSeconds(20));
            assertThat(courier.get("/v1/deliveries/" + id).expect(200).at("/id"))
                    .isEqualTo(id);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> courier.post("/v1/deliveries/" + id + "/positions", """
                                {"positions":[{"lat":51.5130,"lng":-0.1300,"recordedAt":"%s"}]}\
                                """.formatted(Instant.now()))
                                    .expect(202));
            report(courier, id, "picked_up");
            // Another attempt's report is ignored, an earlier status changes nothing.
            courier.post("/v1/deliveries/" + id + "/status", "{\"attempt\":99,\"status\":\"failed\"}")
                    .expect(200);
            report(courier, id, "pickup_arrived");
            assertThat(retailer.get("/v1/deliveries/" + id).at("/status")).isEqualTo("picked_up");
            // No signature yet, so it is not delivered.
            courier.post("/v1/deliveries/" + id + "/status", "{\"attempt\":1,\"status\":\"delivered\"}")
                    .expectProblem(409, "proof_required");
            courier.post("/v1/deliveries/" + id + "/proof", """
                {"type":"signature","stop":"dropoff","contentType":"image/png",
                 "contentBase64":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}\
                """).expect(201);
            report(courier, id, "delivered");

            assertThat(retailer.get("/v1/deliveries/" + id).at("/status")).isEqualTo("delivered");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(courier.get("/v1/couriers/" + courierId + "/bookings/" + bookingId)
                                    .expect(200)
                                    .at("/status"))
                            .isEqualTo("completed"));
            platform.ops().post("/v1/couriers/" + courierId + "/pause", "{}").expect(200);
        } finally {
            coop.stop(0);
        }
    }

    private static void report(Api courier, String id, String status) {
        courier.post("/v1/deliveries/" + id + "/status", "{\"attempt\":1,\"status\":\"%s\"}".formatted(status))
                .expect(200);
    }
}
