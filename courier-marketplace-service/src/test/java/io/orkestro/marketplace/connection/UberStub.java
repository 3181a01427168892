package io.orkestro.marketplace.connection;

import static io.orkestro.marketplace.adapter.CourierStub.json;

import io.orkestro.marketplace.adapter.CourierStub;
import io.orkestro.marketplace.adapter.Signed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Uber Direct on this machine, with our account there. */
public final class UberStub implements AutoCloseable {

    public static final String QUOTES = "/v1/customers/cus_acme/delivery_quotes";
    public static final String DELIVERIES = "/v1/customers/cus_acme/deliveries";
    public static final String CANCELLATION = DELIVERIES + "/del_1/cancel";

    private static final String TOKENS = "/oauth/v2/token";
    private static final String KEY = "webhook-key";

    private final CourierStub stub = new CourierStub();

    public UberStub() {
        stub.issuesTokens(TOKENS);
        stub.answersPost(CANCELLATION, json(200, "{}"));
    }

    public CourierStub stub() {
        return stub;
    }

    /** What ops register. */
    public Map<String, Object> account() {
        return Map.of(
                "provider",
                "uber-direct",
                "settings",
                Map.of("apiUrl", stub.url(), "tokenUrl", stub.url() + TOKENS, "customerId", "cus_acme"),
                "secrets",
                Map.of("clientId", "id", "clientSecret", "very-secret", "webhookKey", KEY));
    }

    public void quotes(int fee, int afterMillis) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        stub.answersPost(
                QUOTES,
                json(200, """
                {"kind": "delivery_quote", "id": "dqt_7", "created": "%s", "expires": "%s", "fee": %d,
                 "currency": "gbp", "currency_type": "GBP", "dropoff_eta": "%s", "duration": 41, "pickup_duration": 18}
                """.formatted(now, now.plusSeconds(600), fee, now.plusSeconds(2_400)))
                        .withFixedDelay(afterMillis));
    }

    public void refusesQuotes(String code) {
        stub.answersPost(QUOTES, json(400, "{\"code\": \"%s\", \"kind\": \"error\"}".formatted(code)));
    }

    public void takesDeliveries(int afterMillis) {
        stub.answersPost(
                DELIVERIES,
                json(200, "{\"kind\": \"delivery\", \"id\": \"del_1\", \"status\": \"pending\"}")
                        .withFixedDelay(afterMillis));
    }

    /** What Uber posts when a delivery moves. */
    public static String news(String bookingId, String status) {
        return """
               {"kind": "event.delivery_status", "id": "evt_1", "created": "%s", "delivery_id": "del_1", "status": "%s",
                "data": {"id": "del_1", "external_id": "%s", "status": "%s",
                 "courier": {"name": "Ali X.", "phone_number": "+447700900111", "vehicle_type": "bicycle",
                  "location": {"lat": 51.52, "lng": -0.12}}}}
               """.formatted(Instant.now(), status, bookingId, status);
    }

    public static String signature(String body) {
        return Signed.hmacSha256(body, KEY);
    }

    @Override
    public void close() {
        stub.close();
    }
}
