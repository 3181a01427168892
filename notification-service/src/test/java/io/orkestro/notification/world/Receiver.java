package io.orkestro.notification.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A retailer's system that listens for webhooks, and answers as it is told. */
public final class Receiver implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** One webhook as it arrived. */
    public record Got(String path, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String id() {
            return headers.firstValue("webhook-id").orElseThrow();
        }
    }

    /** How it answers. */
    @FunctionalInterface
    public interface Behaviour {

        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();

    private Receiver(Behaviour behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true);
            got.add(new Got(exchange.getRequestURI().getPath(), headers, body));
            behaviour.answer(exchange);
        });
        server.start();
    }

    public static Receiver that(Behaviour behaviour) {
        return new Receiver(behaviour);
    }

    /** Answers each call with the status the function gives for its number, from 1. */
    public static Receiver answering(IntUnaryOperator statusOfCall) {
        int[] calls = {0};
        return new Receiver(exchange -> {
            int call;
            synchronized (calls) {
                call = ++calls[0];
            }
            exchange.sendResponseHeaders(statusOfCall.applyAsInt(call), -1);
            exchange.close();
        });
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
    }

    public List<Got> got() {
        return got;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
