package io.orkestro.gateway.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The internal doors of the monolith and of dispatch's service, over HTTP. The other services have none. */
class TestDoors implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    static final String BACKFILLED = """
        {"delivery":{"capability":"DISPATCH","owned":41,"replicas":7,"fences":1,"told":41,"findings":2,
          "watermark":"2026-11-20T16:31:00Z","backfilled":true,"backfilledAt":"2026-11-20T16:30:00Z"},
         "courier":{"capability":"COURIER_MARKETPLACE","owned":6,"replicas":0,"fences":0,"told":0,"findings":0,
          "backfilled":false}}\
        """;
    static final String NOT_BACKFILLED = BACKFILLED.replace("\"backfilled\":true", "\"backfilled\":false");
    static final String NOTHING_PARKED = "{\"count\":0,\"messages\":[]}";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> addresses = new HashMap<>();
        Map.of("monolithDoor", "legacy-monolith", "dispatchDoor", "dispatch-service")
                .forEach((bean, application) -> {
                    Door door = new Door();
                    context.getBeanFactory().registerSingleton(bean, door);
                    addresses.put("orkestro.internal.peers." + application + ".url", door.url());
                    addresses.put("orkestro.internal.peers." + application + ".secret", SECRET);
                });
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test doors", addresses));
    }

    /** Answers GETs as told, POSTs with done; 401 without a token. */
    static final class Door {

        private final HttpServer server;
        private final Map<String, String> answers = new ConcurrentHashMap<>();
        private final List<String> posted = new CopyOnWriteArrayList<>();
        private volatile int refusing;

        Door() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/internal", this::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            reset();
        }

        void reset() {
            refusing = 0;
            posted.clear();
            answers.clear();
            answers.put("/internal/handover", BACKFILLED);
            answers.put("/internal/parked", NOTHING_PARKED);
        }

        void say(String path, String json) {
            answers.put(path, json);
        }

        void refuse(int status) {
            refusing = status;
        }

        List<String> posted() {
            return posted;
        }

        private String url() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        private void answer(HttpExchange exchange) throws IOException {
            String path = exchange.getRequestURI().getPath();
            boolean known = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                    .startsWith("Bearer ey");
            int status = known ? refusing == 0 ? 200 : refusing : 401;
            String body = "{}";
            if (exchange.getRequestMethod().equals("POST")) {
                posted.add(path);
                body = answers.getOrDefault(path, "{\"done\":true,\"started\":true}");
            } else {
                body = answers.getOrDefault(path, body);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }
}
