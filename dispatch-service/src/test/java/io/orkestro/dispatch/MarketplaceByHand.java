package io.orkestro.dispatch;

import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The marketplace, played by the test: hears all that dispatch says and answers as it is told. */
public final class MarketplaceByHand {

    private static final JsonMapper JSON = new JsonMapper();

    private final Queue<JsonNode> heard = new ConcurrentLinkedQueue<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Outbox outbox;
    private final TransactionTemplate transactions;

    private MarketplaceByHand(Outbox outbox, TransactionTemplate transactions) {
        this.outbox = outbox;
        this.transactions = transactions;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        MarketplaceByHand marketplaceByHand(Outbox outbox, TransactionTemplate transactions) {
            return new MarketplaceByHand(outbox, transactions);
        }

        /** Dispatch is served here, the rest by the monolith. */
        @Bean
        @Primary
        Routing dispatchIsServedHere() {
            return _ -> Api.DECISION;
        }

        @Bean
        Declarables ears(Environment environment) {
            String prefix = environment.getProperty("orkestro.messaging.prefix", "");
            var queue = QueueBuilder.durable(prefix + "marketplace-by-hand").build();
            TopicExchange exchange = new TopicExchange(prefix + "dispatch");
            TopicExchange intake = new TopicExchange(prefix + "intake");
            return new Declarables(
                    queue,
                    exchange,
                    intake,
                    BindingBuilder.bind(queue).to(exchange).with("#"),
                    BindingBuilder.bind(queue).to(intake).with("#"));
        }

        @Bean
        SimpleMessageListenerContainer listening(
                ConnectionFactory connections, MarketplaceByHand marketplace, Environment environment) {
            SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
            container.setQueueNames(environment.getProperty("orkestro.messaging.prefix", "") + "marketplace-by-hand");
            container.setMessageListener(
                    message -> marketplace.hear(new String(message.getBody(), StandardCharsets.UTF_8)));
            return container;
        }
    }

    private void hear(String message) {
        violations.addAll(Contracts.violationsOfMessage(message));
        heard.add(JSON.readTree(message));
    }

    /** What was said against the contracts so far. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** The data of the latest message of this type about a delivery, once there are so many. */
    JsonNode hears(String type, String deliveryId, int count) {
        await(type)
                .atMost(Duration.ofSeconds(15))
                .until(() -> all(type, deliveryId).size() >= count);
        return all(type, deliveryId).get(count - 1).path("data");
    }

    JsonNode hears(String type, String deliveryId) {
        return hears(type, deliveryId, 1);
    }

    List<JsonNode> all(String type, String deliveryId) {
        return heard.stream()
                .filter(one -> one.path("type").asString().equals(type + ".v1"))
                .filter(one -> one.path("subject").asString().equals(deliveryId))
                .toList();
    }

    /** The events of a delivery, by their sequence. */
    NavigableMap<Long, JsonNode> events(String deliveryId) {
        NavigableMap<Long, JsonNode> events = new TreeMap<>();
        heard.stream()
                .filter(one -> one.path("subject").asString().equals(deliveryId))
                .filter(one -> one.path("sequence").asLong() > 0)
                .forEach(one -> events.put(one.path("sequence").asLong(), one));
        return events;
    }

    List<String> eventTypes(String deliveryId) {
        return events(deliveryId).values().stream()
                .map(one -> one.path("type").asString())
                .toList();
    }

    public static Map<String, Object> offer(String courier, long fee) {
        Instant now = Instant.now();
        return Map.of(
                "quoteId",
                "qot_acme_" + courier,
                "courierId",
                "crr_" + courier,
                "courierName",
                courier,
                "vehicle",
                "bike",
                "fee",
                Map.of("amount", fee, "currency", "GBP"),
                "pickupEta",
                now.plusSeconds(600).toString(),
                "dropoffEta",
                now.plusSeconds(1_800).toString(),
                "expiresAt",
                now.plusSeconds(900).toString(),
                "eligible",
                true,
                "reasons",
                List.of());
    }

    static Map<String, Object> cannot(String courier, String reason) {
        return Map.of(
                "quoteId",
                "qot_acme_" + courier,
                "courierId",
                "crr_" + courier,
                "courierName",
                courier,
                "eligible",
                false,
                "reasons",
                List.of(reason));
    }

    @SafeVarargs
    public final void quotes(String deliveryId, Map<String, Object>... quotes) {
        quotes(deliveryId, Arrays.asList(quotes));
    }

    void quotes(String deliveryId, List<Map<String, Object>> quotes) {
        String requestId =
                hears("quotes.requested", deliveryId).path("requestId").asString();
        answer("quotes.ready", deliveryId, Map.of("requestId", requestId, "deliveryId", deliveryId, "quotes", quotes));
    }

    /** Yes to the so-many-th booking that was asked for. */
    public void confirms(String deliveryId, int booking) {
        JsonNode asked = hears("booking.requested", deliveryId, booking);
        answer(
                "booking.confirmed",
                deliveryId,
                Map.of(
                        "bookingId", asked.path("bookingId").asString(),
                        "deliveryId", deliveryId,
                        "attempt", asked.path("attempt").asInt(),
                        "courierId", asked.path("courierId").asString(),
                        "courierName", "Courier",
                        "fee", Map.of("amount", 600, "currency", "GBP"),
                        "driver", Map.of("name", "Sam Okafor", "phone", "+447700900456")));
    }

    /** The end of the so-many-th booking: {@code rejected}, {@code expired}, {@code withdrawn}. */
    void ends(String deliveryId, int booking, String how, String reason) {
        JsonNode asked = hears("booking.requested", deliveryId, booking);
        answer(
                "booking." + how,
                deliveryId,
                Map.of(
                        "bookingId", asked.path("bookingId").asString(),
                        "deliveryId", deliveryId,
                        "attempt", asked.path("attempt").asInt(),
                        "courierId", asked.path("courierId").asString(),
                        "reason", reason));
    }

    void answer(String type, String deliveryId, Map<String, Object> data) {
        transactions.executeWithoutResult(_ -> outbox.append(
                Message.addressed("courier-marketplace", Side.SERVICE, type + ".v1", deliveryId, Api.DECISION, data)));
    }

    /** What whoever keeps the stores says of one. */
    void storeIs(String id, String retailerId, long sequence, String name) {
        Map<String, Object> store = Map.of(
                "id",
                id,
                "name",
                name,
                "address",
                Map.of("line1", "14 Redchurch Street", "city", "London", "postcode", "E2 7DJ", "country", "GB"),
                "location",
                Map.of("lat", 51.5245, "lng", -0.0773),
                "prepMinutes",
                15);
        transactions.executeWithoutResult(_ -> outbox.append(Message.event(
                "account",
                "store.changed.v1",
                id,
                sequence,
                0,
                Api.DECISION,
                Map.of("retailerId", retailerId, "store", store))));
    }
}
