package io.orkestro.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.ApiContract;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API as the edge calls it: each request with a signed token. Dispatch is decided to the service, bookings to the monolith. */
final class Api {

    static final String SECRET =
            Base64.getEncoder().encodeToString("a secret of 32 bytes for tests!!".getBytes(StandardCharsets.UTF_8));

    /** The marketplace is somebody else: the test. */
    static final Decision DECISION = Decision.decode("SMMM");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final String token;

    private Api(int port, Role role, @Nullable String principal, String key) {
        this.port = port;
        this.token = new TokenSigner("dispatch-service", TokenSecret.ofBase64(SECRET), Clock.systemUTC())
                .sign(new DecisionToken(
                        "key-" + role,
                        role,
                        principal,
                        new RoutingKey(key),
                        DECISION,
                        Instant.EPOCH,
                        1,
                        Instant.now()));
    }

    static Api retailer(int port, String key) {
        return new Api(port, Role.RETAILER, "ret_" + key, key);
    }

    static Api courier(int port, String key) {
        return new Api(port, Role.COURIER, "crr_" + key, key);
    }

    static Api ops(int port) {
        return new Api(port, Role.OPS, null, "platform");
    }

    record Answer(int status, HttpResponse<byte[]> raw) {

        JsonNode json() {
            return JSON.readTree(raw.body());
        }

        String text(String field) {
            return json().path(field).asString();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) {
        return send("GET", path, null, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body, null);
    }

    Answer post(String path, String body, String idempotencyKey) {
        return send("POST", path, body, idempotencyKey);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body, null);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body, null);
    }

    private Answer send(String method, String path, @Nullable String body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header(DecisionToken.HEADER, token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            assertIsAsDocumented(method, path, body, response);
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every exchange of every test is held against the public API's document; pictures have no schema. */
    private static void assertIsAsDocumented(
            String method, String path, @Nullable String body, HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse(null);
        if (type != null && type.startsWith("image/")) {
            return;
        }
        String answer = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(ApiContract.violationsOf(
                        method,
                        path,
                        response.statusCode(),
                        type,
                        method.equals("POST") && (body == null || body.isEmpty()) ? "{}" : body,
                        answer))
                .as("%s %s: %d %s", method, path, response.statusCode(), answer)
                .isEmpty();
    }
}
