package io.orkestro.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uber Direct on this machine: says yes to every delivery, and remembers which it has and which were taken back. */
final class UberStub implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY = "webhook-key";

    private final HttpServer server;
    private final List<String> delivering = new CopyOnWriteArrayList<>();
    private final List<String> cancelled = new CopyOnWriteArrayList<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile boolean isHanging;

    private UberStub(HttpServer server) {
        this.server = server;
    }

    static UberStub open() {
        try {
            UberStub stub =
                    new UberStub(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            stub.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            stub.server.createContext("/", stub::serve);
            stub.server.start();
            return stub;
        } catch (IOException e) {
            throw new AssertionError("No stub of a courier", e);
        }
    }

    /** What ops connect a courier with. */
    String account() {
        return """
            {"provider":"uber-direct","settings":{"apiUrl":"%1$s","tokenUrl":"%1$s/oauth/v2/token","customerId":"cus_1"},
             "secrets":{"clientId":"id","clientSecret":"secret","webhookKey":"%2$s"}}\
            """.formatted(url(), KEY);
    }

    /** The bookings it has said yes to, in that order. */
    List<String> delivering() {
        return delivering;
    }

    List<String> cancelled() {
        return cancelled;
    }

    /** A webhook, as it would be posted now. */
    static String news(String bookingId, String status) {
        return """
            {"kind":"event.delivery_status","id":"evt_1","created":"%1$s","delivery_id":"del_%2$s","status":"%3$s",
             "data":{"id":"del_%2$s","external_id":"%2$s","status":"%3$s",
              "courier":{"name":"Ali X.","phone_number":"+447700900111","vehicle_type":"bicycle"}}}\
            """.formatted(Instant.now(), bookingId, status);
    }

    static Map<String, String> signed(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
            return Map.of("x-uber-signature", HexFormat.of().formatHex(signature));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** From now on it takes every question for a price, and answers none. */
    void hangs() {
        isHanging = true;
    }

    /** How many questions it never answered. */
    int hanging() {
        return hanging.get();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (isHanging && path.endsWith("/delivery_quotes")) {
            hanging.incrementAndGet();
            // Not closed: whoever asked waits, until it gives up or the server stops.
            return;
        }
        byte[] answer = answerTo(path, body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String answerTo(String path, String body) {
        if (path.endsWith("/token")) {
            return "{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"expires_in\":2592000}";
        }
        if (path.endsWith("/delivery_quotes")) {
            Instant now = Instant.now();
            return """
                {"kind":"delivery_quote","id":"dqt_1","expires":"%s","fee":650,"currency_type":"GBP",
                 "dropoff_eta":"%s","pickup_duration":10}\
                """.formatted(now.plusSeconds(600), now.plusSeconds(1_800));
        }
        if (path.endsWith("/cancel")) {
            cancelled.add(path.substring(path.indexOf("del_") + 4, path.length() - "/cancel".length()));
            return "{}";
        }
        JsonNode delivery = JSON.readTree(body);
        String bookingId = delivery.at("/external_id").asString("");
        delivering.add(bookingId);
        return "{\"kind\":\"delivery\",\"id\":\"del_%s\",\"status\":\"pending\"}".formatted(bookingId);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
