package io.orkestro.monolith.world;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.internal.InternalDoor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Notification's service, as far as notification meets it: what it says, and what it gives away when it is asked. */
@TestConfiguration(proxyBeanMethods = false)
public class OtherSide {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicLong IDS = new AtomicLong();

    /** What it owns. */
    private record Held(String kind, long sequence, ObjectNode snapshot, List<ObjectNode> answers) {}

    /** Its door is open before the application looks where it is. */
    public static final class Opening implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Door door = new Door();
            context.addApplicationListener((ApplicationListener<ContextClosedEvent>) _ -> door.close());
            context.getBeanFactory().registerSingleton("notificationDoor", door);
            TestPropertyValues.of(
                            "orkestro.internal.peers.notification-service.url=" + door.url(),
                            "orkestro.internal.peers.notification-service.secret=" + Api.SECRET)
                    .applyTo(context);
        }
    }

    @Bean
    Service notificationService(
            RabbitTemplate rabbit, @Value("${orkestro.messaging.prefix}") String prefix, Door door, InternalDoor ours) {
        return new Service(rabbit, prefix, door, ours);
    }

    /** Its inner door. */
    public static final class Door implements AutoCloseable {

        private final HttpServer server;
        private final Map<String, Held> held = new ConcurrentHashMap<>();
        private final List<String> claimed = new CopyOnWriteArrayList<>();

        Door() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/internal/claims/", exchange -> answer(exchange, claim(exchange)));
            server.createContext("/internal/snapshots/", exchange -> answer(exchange, show(exchange)));
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private ObjectNode claim(HttpExchange exchange) throws IOException {
            JsonNode claim = JSON.readTree(exchange.getRequestBody().readAllBytes());
            Held mine = held.remove(idIn(exchange));
            ObjectNode answer = JSON.createObjectNode();
            if (mine == null) {
                boolean creates = claim.get("creates").asBoolean();
                return answer.put("epoch", creates ? 3 : 0).put("sequence", 0).put("vacant", true);
            }
            claimed.add(idIn(exchange));
            answer.put("epoch", 3).put("sequence", mine.sequence()).put("vacant", false);
            answer.set("snapshot", mine.snapshot());
            answer.putArray("answers").addAll(mine.answers());
            return answer;
        }

        private ObjectNode show(HttpExchange exchange) {
            Held mine = held.get(idIn(exchange));
            ObjectNode answer = JSON.createObjectNode();
            if (mine == null) {
                return answer.put("epoch", 0).put("sequence", 0);
            }
            answer.put("epoch", 2).put("sequence", mine.sequence());
            answer.set("snapshot", mine.snapshot());
            return answer;
        }

        private static String idIn(HttpExchange exchange) {
            String path = exchange.getRequestURI().getPath();
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private static void answer(HttpExchange exchange, ObjectNode answer) throws IOException {
            byte[] bytes = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** The service. */
    public static final class Service {

        private final RabbitTemplate rabbit;
        private final String prefix;
        private final Door door;
        private final InternalDoor ours;

        Service(RabbitTemplate rabbit, String prefix, Door door, InternalDoor ours) {
            this.rabbit = rabbit;
            this.prefix = prefix;
            this.door = door;
            this.ours = ours;
        }

        /** Owns it from now on; has not said so yet. */
        public void owns(String kind, String id, long sequence, String snapshot) {
            door.held.put(id, new Held(kind, sequence, (ObjectNode) JSON.readTree(snapshot), List.of()));
        }

        /** Says something to the other side, as an event of its own. */
        public void says(String type, String subject, long sequence, long epoch, String data) {
            send("event.service.", type, subject, sequence, epoch, data);
        }

        /** Asks for it as its new owner. */
        public void claims(String kind, String id, long knownEpoch) throws Exception {
            SignedJWT token = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256),
                    new JWTClaimsSet.Builder()
                            .issuer("notification-service")
                            .audience("legacy-monolith.internal")
                            .expirationTime(Date.from(Instant.now().plusSeconds(30)))
                            .build());
            token.sign(new MACSigner(Base64.getDecoder().decode(Api.SECRET)));
            HttpRequest claim = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/internal/claims/%s/%s".formatted(ours.port(), kind, id)))
                    .header("Authorization", "Bearer " + token.serialize())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"epoch\": %d, \"creates\": false}".formatted(knownEpoch)))
                    .build();
            try (HttpClient http = HttpClient.newHttpClient()) {
                HttpResponse<String> answer = http.send(claim, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new AssertionError("Not given up: " + answer.body());
                }
            }
        }

        private void send(String route, String type, String subject, long sequence, long epoch, String data) {
            ObjectNode message = JSON.createObjectNode();
            message.put("id", uuid());
            message.put("type", type);
            message.put("subject", subject);
            message.put("sequence", sequence);
            message.put("epoch", epoch);
            message.put("occurredAt", Instant.now().toString());
            message.put("producer", "notification-service");
            message.put("decision", "MMMS");
            message.set("data", JSON.readTree(data));
            String text = JSON.writeValueAsString(message);
            Contracts.assertValidMessage(text);
            MessageProperties properties = new MessageProperties();
            properties.setContentType("application/json");
            rabbit.send(
                    prefix + "notification",
                    route + type,
                    new Message(text.getBytes(StandardCharsets.UTF_8), properties));
        }

        public boolean gaveAway(String id) {
            return door.claimed.contains(id);
        }

        /** Of version 7, as good as any. */
        private static String uuid() {
            String random = UUID.randomUUID().toString();
            return "%012x".formatted(System.currentTimeMillis()).replaceFirst("(.{8})(.{4})", "$1-$2") + "-7"
                    + "%03x".formatted(IDS.incrementAndGet() & 0xfff)
                    + random.substring(18);
        }
    }
}
