package io.orkestro.dispatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.contracts.ApiClient.Answer;
import io.orkestro.platform.contracts.ApiClient.As;
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
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A retailer's shop, played by the test: connected over the API, and posting as that kind of shop does. */
final class Shop {

    static final String SECRET = "hush";
    static final JsonMapper JSON = new JsonMapper();

    private static final Decision DECISION = Decision.decode("SMMM");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final As retailer;
    private final String id;
    private final String url;

    private Shop(int port, As retailer, Answer connected) {
        this.port = port;
        this.retailer = retailer;
        this.id = connected.text("id");
        this.url = connected.text("url");
    }

    /**
     * A shop of a retailer of its own.
     *
     * @param entries of the request, beside kind, name and store
     */
    static Shop connected(int port, JdbcClient jdbc, String kind, String entries) {
        String key = "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        As retailer = new ApiClient("dispatch-service", port, DECISION).retailer(key);
        String storeId = "sto_" + key + "_main";
        jdbc.sql("insert into store (id, retailer_id, sequence, store) values (?, ?, 1, cast(? as jsonb))")
                .params(storeId, "ret_" + key, """
                        {"id":"%s","name":"Ada Obi","address":{"line1":"14 Redchurch Street","city":"London","postcode":"E2 7DJ","country":"GB"},
                         "location":{"lat":51.5245,"lng":-0.0773},"phone":"+442079460018"}""".formatted(storeId))
                .update();
        Answer connected = retailer.post(
                "/v1/connections",
                "{\"kind\":\"%s\",\"name\":\"A shop\",\"storeId\":\"%s\",\"country\":\"GB\",%s}"
                        .formatted(kind, storeId, entries));
        assertThat(connected.status())
                .as(new String(connected.raw().body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return new Shop(port, retailer, connected);
    }

    static ObjectNode payload(String name) {
        try (var in = Shop.class.getResourceAsStream("/shop/" + name + ".json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return id;
    }

    String url() {
        return url;
    }

    As retailer() {
        return retailer;
    }

    As courier(String key) {
        return new ApiClient("dispatch-service", port, DECISION).courier(key);
    }

    /** A request without a key, as the edge passes it on. */
    HttpResponse<String> post(String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/shops/%s%s".formatted(port, id, path)))
                .header(DecisionToken.HEADER, anonymous())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String base64(String secret, byte[]... signed) {
        return Base64.getEncoder().encodeToString(hmac(secret, signed));
    }

    static String hex(String secret, byte[]... signed) {
        return HexFormat.of().formatHex(hmac(secret, signed));
    }

    /** All of its orders once there are so many, and none of them waits for an answer; the newest first. */
    List<JsonNode> orders(int count) {
        await("%d orders".formatted(count))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(list())
                        .hasSize(count)
                        .noneMatch(order -> order.path("status").asString().equals("waiting")));
        return list();
    }

    JsonNode order() {
        return orders(1).getFirst();
    }

    /** Once all its events were worked through. */
    List<JsonNode> events(int count) {
        await("%d events".formatted(count))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(retailer.get("/v1/connections/" + id + "/events")
                                .json()
                                .path("data")
                                .valueStream()
                                .toList())
                        .hasSize(count)
                        .noneMatch(event -> event.path("state").asString().equals("waiting")));
        return retailer.get("/v1/connections/" + id + "/events")
                .json()
                .path("data")
                .valueStream()
                .toList();
    }

    private List<JsonNode> list() {
        return retailer.get("/v1/orders?connectionId=" + id)
                .json()
                .path("data")
                .valueStream()
                .toList();
    }

    private static byte[] hmac(String secret, byte[]... signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (byte[] part : signed) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String anonymous() {
        return new TokenSigner("dispatch-service", TokenSecret.ofBase64(ApiClient.SECRET), Clock.systemUTC())
                .sign(new DecisionToken(
                        "anonymous",
                        Role.ANONYMOUS,
                        null,
                        RoutingKey.PLATFORM,
                        DECISION,
                        Instant.EPOCH,
                        1,
                        Instant.now()));
    }
}
