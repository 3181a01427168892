package io.orkestro.platform.contracts;

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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public API of one application under test, called as the edge calls it: with a signed token for everyone. Every
 * exchange is held against the OpenAPI document; pictures have no schema.
 */
public final class ApiClient {

    /** For {@code orkestro.token.secret} and {@code orkestro.secret-key} of the application under test. */
    public static final String SECRET = "YSBzZWNyZXQgb2YgMzIgYnl0ZXMgZm9yIHRlc3RzISE=";

    private static final String JSON_TYPE = "application/json";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    /** Not rehearsed; given up. */
    private static final Set<Integer> NOT_AS_IF = Set.of(501, 503);

    private final String application;
    private final int port;
    private final Decision decision;

    /** @param decision what the edge has decided for every request */
    public ApiClient(String application, int port, Decision decision) {
        this.application = application;
        this.port = port;
        this.decision = decision;
    }

    public As retailer(String key) {
        return new As(Role.RETAILER, "ret_" + key, new RoutingKey(key));
    }

    public As courier(String key) {
        return new As(Role.COURIER, "crr_" + key, new RoutingKey(key));
    }

    public As ops() {
        return new As(Role.OPS, null, RoutingKey.PLATFORM);
    }

    /** Without a key, as recipients are. */
    public As anyone() {
        return new As(Role.ANONYMOUS, null, RoutingKey.PLATFORM);
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<byte[]> raw) {

        public JsonNode json() {
            return JSON.readTree(raw.body());
        }

        /** @param field by name, or by JSON pointer */
        public String text(String field) {
            return json().at(field.startsWith("/") ? field : "/" + field).asString("");
        }

        /** Empty where there is none. */
        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    /** Somebody with an API key. */
    public final class As {

        private final DecisionToken decided;
        private final TokenSigner signer;

        private As(Role role, @Nullable String principal, RoutingKey key) {
            this(new DecisionToken("key-" + role, role, principal, key, decision, Instant.EPOCH, 1, Instant.now()));
        }

        private As(DecisionToken decided) {
            this.decided = decided;
            this.signer = new TokenSigner(application, TokenSecret.ofBase64(SECRET), Clock.systemUTC());
        }

        /** The same, whose requests are only to be answered as if. */
        public As rehearsing() {
            return newlyDecided(true);
        }

        /** The same, right after a flip: who creates asks the other side first. */
        public As newlyDecided() {
            return newlyDecided(false);
        }

        private As newlyDecided(boolean rehearsal) {
            return new As(new DecisionToken(
                    decided.apiKeyId(),
                    decided.role(),
                    decided.principal(),
                    decided.key(),
                    decided.decision(),
                    Instant.now(),
                    decided.tableVersion(),
                    Instant.EPOCH,
                    rehearsal));
        }

        public Answer get(String path) {
            return send("GET", path, null, null);
        }

        public Answer post(String path, @Nullable String body) {
            return send("POST", path, body, null);
        }

        public Answer post(String path, @Nullable String body, String idempotencyKey) {
            return send("POST", path, body, idempotencyKey);
        }

        /** What is not JSON. */
        public Answer post(String path, byte[] body, String mediaType, @Nullable String idempotencyKey) {
            return send(
                    "POST",
                    path,
                    mediaType,
                    HttpRequest.BodyPublishers.ofByteArray(body),
                    new String(body, StandardCharsets.UTF_8),
                    idempotencyKey);
        }

        public Answer put(String path, String body) {
            return send("PUT", path, body, null);
        }

        public Answer patch(String path, String body) {
            return send("PATCH", path, body, null);
        }

        public Answer delete(String path) {
            return send("DELETE", path, null, null);
        }

        /** Any method. */
        public Answer send(String method, String path, @Nullable String body, @Nullable String idempotencyKey) {
            return send(
                    method,
                    path,
                    JSON_TYPE,
                    body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body),
                    body,
                    idempotencyKey);
        }

        private Answer send(
                String method,
                String path,
                String mediaType,
                HttpRequest.BodyPublisher content,
                @Nullable String body,
                @Nullable String idempotencyKey) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    // Each anew: one lives for a minute, and some tests for longer.
                    .header(DecisionToken.HEADER, signer.sign(decided))
                    .header("Content-Type", mediaType)
                    .method(method, content);
            if (idempotencyKey != null) {
                request.header("Idempotency-Key", idempotencyKey);
            }
            try {
                HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                requireAsDocumented(method, path, mediaType, body, response);
                return new Answer(response.statusCode(), response);
            } catch (IOException e) {
                throw new UncheckedIOException(method + " " + path, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private void requireAsDocumented(
                String method, String path, String mediaType, @Nullable String body, HttpResponse<byte[]> response) {
            String type = response.headers().firstValue("Content-Type").orElse(null);
            if (type != null && type.startsWith("image/")) {
                return;
            }
            if (decided.rehearsal() && NOT_AS_IF.contains(response.statusCode())) {
                // Only the edge ever sees it.
                return;
            }
            String asked = method.equals("POST") && (body == null || body.isEmpty()) ? "{}" : body;
            String answer = new String(response.body(), StandardCharsets.UTF_8);
            List<String> violations =
                    ApiContract.violationsOf(method, path, response.statusCode(), type, mediaType, asked, answer);
            if (!violations.isEmpty()) {
                throw new AssertionError("%s %s: %d %s is not as documented: %s"
                        .formatted(method, path, response.statusCode(), answer, violations));
            }
        }
    }
}
