package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.ApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The public API as one caller sees it. Every exchange is held against the OpenAPI document. */
final class Api {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final URI base;
    private final @Nullable String key;

    Api(URI base, @Nullable String key) {
        this.base = base;
        this.key = key;
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** A POST with an Idempotency-Key of its own. */
    Answer post(String path, String body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    Answer post(String path, String body, String idempotencyKey) {
        return send("POST", path, body, Map.of("Idempotency-Key", idempotencyKey));
    }

    Answer put(String path, String body) {
        return send("PUT", path, body, Map.of());
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body, Map.of());
    }

    Answer delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    private Answer send(String method, String path, @Nullable String body, Map<String, String> headers) {
        Answer answer = sendRaw(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
        assertThat(ApiContract.violationsOf(
                        method,
                        path,
                        answer.status(),
                        answer.header("content-type"),
                        answer.status() < 400 ? body : null,
                        answer.text()))
                .as("what %s says against the OpenAPI document", answer)
                .isEmpty();
        return answer;
    }

    /** Whatever bytes one likes, held against nothing: for requests no decent client would make. */
    Answer sendRaw(String method, String path, byte @Nullable [] body, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        if (key != null) {
            all.put("Authorization", "Bearer " + key);
        }
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        all.putAll(headers);
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        all.forEach(request::setHeader);
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(method + " " + path, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
