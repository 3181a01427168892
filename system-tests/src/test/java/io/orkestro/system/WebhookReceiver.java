package io.orkestro.system;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A retailer's own HTTP server: verifies every call with the Standard Webhooks library and keeps it. */
final class WebhookReceiver implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final List<String> forgeries = new CopyOnWriteArrayList<>();
    private volatile @Nullable Webhook verifier;

    /** One verified call. */
    record Call(String id, JsonNode body) {

        String type() {
            return body.at("/type").asString("");
        }

        String deliveryId() {
            return body.at("/deliveryId").asString("");
        }

        long sequence() {
            return body.at("/sequence").asLong(0);
        }
    }

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::receive);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    void trust(String secret) throws EmptyWebhookSecretException {
        verifier = new Webhook(secret);
    }

    List<Call> callsAbout(String deliveryId) {
        return calls.stream()
                .filter(call -> call.deliveryId().equals(deliveryId))
                .toList();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<String> forgeries() {
        return List.copyOf(forgeries);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true);
            Webhook library = verifier;
            try {
                if (library == null) {
                    throw new WebhookVerificationException("called before a secret was known");
                }
                library.verify(body, headers);
                calls.add(new Call(headers.firstValue("webhook-id").orElse(""), JSON.readTree(body)));
                exchange.sendResponseHeaders(204, -1);
            } catch (WebhookVerificationException e) {
                forgeries.add(e.getMessage() + ": " + body);
                exchange.sendResponseHeaders(400, -1);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
