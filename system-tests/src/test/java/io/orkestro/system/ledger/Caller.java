package io.orkestro.system.ledger;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A client as the API asks for one: the edges in turn, and a request that got no answer or "later" is sent again with the
 * same Idempotency-Key. Every try stands in the ledger.
 */
final class Caller {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int TRIES = 120;
    private static final int TOO_MANY = 429;
    private static final int SERVER = 500;

    private final HttpClient http;
    private final Edges edges;
    private final String key;
    private final Ledger ledger;

    Caller(HttpClient http, Edges edges, String key, Ledger ledger) {
        this.http = http;
        this.edges = edges;
        this.key = key;
        this.ledger = ledger;
    }

    /** @param asOf {@code X-Data-As-Of}, empty where the answer does not say that it may be old */
    record Answer(int status, JsonNode body, String servedBy, String asOf) {

        boolean isOk() {
            return status / 100 == 2;
        }
    }

    Answer get(String action, String path) throws InterruptedException {
        return untilAnswered(action, "GET", path, null, null);
    }

    Answer send(String action, String method, String path, String body, @Nullable String idempotencyKey)
            throws InterruptedException {
        return untilAnswered(action, method, path, body, idempotencyKey);
    }

    private Answer untilAnswered(
            String action, String method, String path, @Nullable String body, @Nullable String idempotencyKey)
            throws InterruptedException {
        Answer answer = once(action, method, path, body, idempotencyKey);
        for (int tried = 1; isLater(answer) && tried < TRIES; tried++) {
            Thread.sleep(PAUSE);
            answer = once(action, method, path, body, idempotencyKey);
        }
        return answer;
    }

    private static boolean isLater(Answer answer) {
        return answer.status() == 0 || answer.status() == TOO_MANY || answer.status() >= SERVER;
    }

    private Answer once(
            String action, String method, String path, @Nullable String body, @Nullable String idempotencyKey)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(edges.next().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        Instant at = Instant.now();
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            JsonNode json = response.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(response.body());
            String servedBy = response.headers().firstValue("x-served-by").orElse("?");
            String said = response.statusCode() < 400 ? "" : path + " " + json;
            ledger.exchanged(new Exchange(action, at, took, response.statusCode(), servedBy, said));
            return new Answer(
                    response.statusCode(),
                    json,
                    servedBy,
                    response.headers().firstValue("x-data-as-of").orElse(""));
        } catch (IOException none) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            ledger.exchanged(new Exchange(action, at, took, 0, "", path + " " + none));
            return new Answer(0, MissingNode.getInstance(), "", "");
        }
    }
}
