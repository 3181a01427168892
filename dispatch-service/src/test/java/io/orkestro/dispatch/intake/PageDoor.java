package io.orkestro.dispatch.intake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orkestro.platform.contracts.ApiClient;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the edge does, between a browser and the service: says who asks, and passes on. A key is {@code retailer-<key>}
 * or {@code courier-<key>}. It can be closed for a while, as an edge is whose backend is away.
 */
final class PageDoor implements AutoCloseable {

    private static final Set<String> PASSED =
            Set.of("accept", "accept-language", "content-type", "idempotency-key", "if-none-match");
    private static final Decision DECISION = Decision.decode("SMMM");

    private final HttpClient client = HttpClient.newHttpClient();
    private final TokenSigner signer =
            new TokenSigner("dispatch-service", TokenSecret.ofBase64(ApiClient.SECRET), Clock.systemUTC());
    private final int service;
    private final HttpServer server;
    private final Map<String, String> elsewhere = new ConcurrentHashMap<>();
    private volatile boolean refusing;

    PageDoor(int servicePort) {
        service = servicePort;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void refuses(boolean refuse) {
        refusing = refuse;
    }

    /** What begins so is somebody else's. */
    void leads(String path, String to) {
        elsewhere.put(path, to);
    }

    private String serverOf(String path) {
        return elsewhere.entrySet().stream()
                .filter(each -> path.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("http://localhost:" + service);
    }

    private void pass(HttpExchange exchange) {
        try (exchange) {
            if (refusing && exchange.getRequestURI().getPath().startsWith("/v1/")) {
                exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                exchange.sendResponseHeaders(503, 2);
                exchange.getResponseBody().write(new byte[] {'{', '}'});
                return;
            }
            HttpResponse<byte[]> response = client.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (!Set.of("transfer-encoding", "content-length", "connection").contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            byte[] body = response.body();
            exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException | InterruptedException _) {
            // One of the two has left.
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(serverOf(exchange.getRequestURI().getPath()) + exchange.getRequestURI()))
                .header(DecisionToken.HEADER, token(exchange.getRequestHeaders().getFirst("Authorization")))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private String token(@Nullable String authorization) {
        String key = authorization == null ? "" : authorization.replaceFirst("^Bearer (retailer|courier)-", "");
        if (authorization == null || key.equals(authorization)) {
            return token(Role.ANONYMOUS, null, RoutingKey.PLATFORM);
        }
        return authorization.contains("retailer-")
                ? token(Role.RETAILER, "ret_" + key, new RoutingKey(key))
                : token(Role.COURIER, "crr_" + key, new RoutingKey(key));
    }

    private String token(Role role, @Nullable String principal, RoutingKey key) {
        return signer.sign(new DecisionToken("door", role, principal, key, DECISION, Instant.EPOCH, 1, Instant.now()));
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
