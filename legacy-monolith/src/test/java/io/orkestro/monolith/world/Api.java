package io.orkestro.monolith.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.ApiContract;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API, called as the edge calls it; every exchange is held against its document. */
@TestComponent
public class Api {

    static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenSigner signer =
            new TokenSigner("legacy-monolith", TokenSecret.ofBase64(SECRET), Clock.systemUTC());
    private final Environment environment;

    Api(Environment environment) {
        this.environment = environment;
    }

    /** What came back. */
    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String text(String pointer) {
            return json().at(pointer).asString();
        }

        public @Nullable String header(String name) {
            return headers.firstValue(name).orElse(null);
        }
    }

    /** Someone with an API key. */
    public final class As {

        private final Role role;
        private final @Nullable String principal;
        private final RoutingKey key;

        private As(Role role, @Nullable String principal, RoutingKey key) {
            this.role = role;
            this.principal = principal;
            this.key = key;
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

        public Answer patch(String path, String body) {
            return send("PATCH", path, body, null);
        }

        public Answer put(String path, String body) {
            return send("PUT", path, body, null);
        }

        public Answer delete(String path) {
            return send("DELETE", path, null, null);
        }

        private Answer send(String method, String path, @Nullable String body, @Nullable String idempotencyKey) {
            DecisionToken token = new DecisionToken(
                    "test", role, principal, key, Decision.allMonolith(), Instant.EPOCH, 1, Instant.now());
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + environment.getProperty("local.server.port") + path))
                    .header(DecisionToken.HEADER, signer.sign(token))
                    .header("Accept-Language", "it-IT, en;q=0.5")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            if (idempotencyKey != null) {
                request.header("Idempotency-Key", idempotencyKey);
            }
            try {
                HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                String contentType =
                        response.headers().firstValue("Content-Type").orElse(null);
                List<String> violations = ApiContract.violationsOf(
                        method, path, response.statusCode(), contentType, body, response.body());
                assertThat(violations)
                        .as("%s %s: %d %s", method, path, response.statusCode(), response.body())
                        .isEmpty();
                return new Answer(response.statusCode(), response.headers(), response.body());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(method + " " + path, e);
            }
        }
    }

    public As retailer(String key) {
        return new As(Role.RETAILER, "ret_" + key, new RoutingKey(key));
    }

    /** A courier, about a delivery of this retailer. */
    public As courier(String courierKey, String retailerKey) {
        return new As(Role.COURIER, "crr_" + courierKey, new RoutingKey(retailerKey));
    }

    public As ops() {
        return new As(Role.OPS, null, RoutingKey.PLATFORM);
    }

    public As anyone() {
        return new As(Role.ANONYMOUS, null, RoutingKey.PLATFORM);
    }
}
