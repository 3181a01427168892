package io.orkestro.dispatch.intake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A shop's own API, played by the test: answers as it is told, and remembers what it was asked. */
final class ShopApi implements AutoCloseable {

    /** What somebody asked. */
    record Asked(String method, String path, String authorization, String body) {}

    /** What it says. */
    record Said(int status, String body) {}

    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Function<Asked, Said> answer;

    ShopApi(Function<Asked, Said> answer) {
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

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void answers(Function<Asked, Said> other) {
        answer = other;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Asked> asked(String method, String pathPart) {
        return asked.stream()
                .filter(one -> one.method().equals(method) && one.path().contains(pathPart))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked one = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(one);
            Said said = answer.apply(one);
            byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
