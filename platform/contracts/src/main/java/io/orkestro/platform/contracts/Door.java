package io.orkestro.platform.contracts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.Role;
import io.orkestro.platform.web.token.TokenSecret;
import io.orkestro.platform.web.token.TokenSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the edge does, between a browser and the service: says who asks, and passes on. A key is {@code retailer-<key>} or
 * {@code courier-<key>}. Streams can be cut, all that a page asks for be refused, and pages be somebody else's.
 */
public final class Door implements AutoCloseable {

    private static final Set<String> PASSED = Set.of(
            "accept",
            "accept-language",
            "last-event-id",
            "content-type",
            "accept-encoding",
            "idempotency-key",
            "if-none-match");

    /** A request that came through. */
    public record Passed(String path, @Nullable String lastEventId) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final TokenSigner signer;
    private final int service;
    private final Decision decision;
    private final HttpServer server;
    private final Set<HttpExchange> streams = ConcurrentHashMap.newKeySet();
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> isRefused = _ -> false;

    /**
     * @param application the service's name, which its tokens are for
     * @param servicePort where it listens
     * @param decision who serves what, as its tokens say
     */
    public Door(String application, int servicePort, Decision decision) {
        this.signer = new TokenSigner(application, TokenSecret.ofBase64(ApiClient.SECRET), Clock.systemUTC());
        this.service = servicePort;
        this.decision = decision;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Breaks every open stream in the middle. */
    public void cutStreams() {
        streams.forEach(HttpExchange::close);
    }

    /** As an edge does whose backend is not there, for the paths meant. */
    public void refuse(Predicate<String> paths) {
        isRefused = paths;
    }

    public void refuseStreams() {
        refuse(Door::isStream);
        cutStreams();
    }

    public void refuseNothing() {
        refuse(_ -> false);
    }

    /** From now on this path is answered by somebody else. */
    public void serve(String path, String html) {
        pages.put(path, html);
    }

    public List<Passed> streamsAsked() {
        return passed.stream().filter(each -> isStream(each.path())).toList();
    }

    public int openStreams() {
        return streams.size();
    }

    private static boolean isStream(String path) {
        return path.endsWith("/events");
    }

    private void pass(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            passed.add(new Passed(path, exchange.getRequestHeaders().getFirst("Last-Event-ID")));
            String page = pages.get(path);
            if (page != null) {
                answer(exchange, 200, "text/html;charset=UTF-8", page);
            } else if (isRefused.test(path)) {
                answer(exchange, 503, "application/problem+json", "{}");
            } else {
                forward(exchange);
            }
        } catch (IOException | InterruptedException _) {
            // One of the two has left.
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void forward(HttpExchange exchange) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request(exchange), HttpResponse.BodyHandlers.ofInputStream());
        response.headers().map().forEach((name, values) -> {
            if (!name.equals("transfer-encoding") && !name.equals("content-length") && !name.equals("connection")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        boolean isStream =
                response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        try (InputStream in = response.body()) {
            if (isStream) {
                streams.add(exchange);
            }
            boolean isBare = response.statusCode() == 204 || response.statusCode() == 304;
            exchange.sendResponseHeaders(response.statusCode(), isBare ? -1 : 0);
            copy(in, exchange.getResponseBody());
        } finally {
            streams.remove(exchange);
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + service + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                .header(DecisionToken.HEADER, token(exchange.getRequestHeaders().getFirst("Authorization")));
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
        return authorization.contains("retailer")
                ? token(Role.RETAILER, "ret_" + key, new RoutingKey(key))
                : token(Role.COURIER, "crr_" + key, new RoutingKey(key));
    }

    private String token(Role role, @Nullable String principal, RoutingKey key) {
        return signer.sign(new DecisionToken("door", role, principal, key, decision, Instant.EPOCH, 1, Instant.now()));
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    @Override
    public void close() {
        cutStreams();
        server.stop(0);
        client.shutdownNow();
    }
}
