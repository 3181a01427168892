package io.orkestro.dispatch.intake.address;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service that knows addresses, played by the test: answers as it is told, and remembers what it was asked, and when. */
public final class KnowsAddresses implements AutoCloseable {

    public static final String HOUSE =
            "[{\"place_id\":1,\"lat\":\"51.5245\",\"lon\":\"-0.0773\",\"category\":\"building\",\"place_rank\":30}]";

    /**
     * What somebody asked.
     *
     * @param at by {@link System#nanoTime}
     */
    record Asked(String path, Map<String, String> parameters, String userAgent, long at) {}

    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private volatile int status = 200;
    private volatile boolean silent;
    private volatile Function<Map<String, String>, String> answer;

    public KnowsAddresses(Function<Map<String, String>, String> answer) {
        this.answer = answer;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whoever asks it, and remembers. */
    public Geocoder asked(JdbcClient jdbc) {
        GeocoderProperties properties = properties(Duration.ZERO);
        return new KnownAddresses(new Nominatim(properties), properties, jdbc, Clock.systemUTC());
    }

    GeocoderProperties properties(Duration pause) {
        return new GeocoderProperties(
                url() + "/", "Tests/1", Duration.ofMillis(500), pause, Duration.ofSeconds(5), Duration.ofDays(1));
    }

    void answers(String body) {
        answer = _ -> body;
    }

    /** From now on with this status. */
    public void answersWith(int other) {
        status = other;
    }

    /** Takes questions from now on, and says nothing. */
    void hangs() {
        silent = true;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How often it was asked about such a street. */
    public long asked(String street) {
        return asked.stream()
                .filter(one -> street.equals(one.parameters().get("street")))
                .count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> parameters = parameters(exchange.getRequestURI());
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    parameters,
                    String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
                    System.nanoTime()));
            if (silent) {
                closing.await();
                return;
            }
            byte[] body = answer.apply(parameters).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> parameters(URI uri) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
