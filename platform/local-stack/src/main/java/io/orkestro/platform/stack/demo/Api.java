package io.orkestro.platform.stack.demo;

import io.orkestro.platform.stack.process.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** JSON over HTTP as one caller. */
final class Api {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final String authorization;

    private Api(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    static Api withKey(URI base, String key) {
        return new Api(base, "Bearer " + key);
    }

    static Api withPassword(URI base, String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Api(base, "Basic " + Base64.getEncoder().encodeToString(login));
    }

    /**
     * @param servedBy which side answered; empty where nobody says
     * @param body missing where the answer has no JSON
     */
    record Answer(String call, int status, String servedBy, JsonNode body) {

        boolean isOk() {
            return status >= 200 && status < 300;
        }

        JsonNode expectOk() {
            if (!isOk()) {
                throw new StackFailure("%s answered %d: %s".formatted(call, status, body));
            }
            return body;
        }
    }

    Answer get(String path) {
        return send("GET", path, null, null);
    }

    Answer put(String path, JsonNode body) {
        return send("PUT", path, body, null);
    }

    /** @param idempotencyKey the same for the same wish, so that repeating it does nothing twice */
    Answer post(String path, JsonNode body, String idempotencyKey) {
        return send("POST", path, body, idempotencyKey);
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private Answer send(String method, String path, @Nullable JsonNode body, @Nullable String idempotencyKey) {
        BodyPublisher publisher = body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .header("Accept", "application/json, application/problem+json")
                .method(method, publisher);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        String call = "%s %s".formatted(method, base.resolve(path));
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    call,
                    response.statusCode(),
                    response.headers().firstValue("X-Served-By").orElse(""),
                    parsed(response.body()));
        } catch (IOException failed) {
            throw new StackFailure("%s got no answer: %s".formatted(call, failed), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted", stopped);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException noJson) {
            return JSON.getNodeFactory().stringNode(body);
        }
    }
}
