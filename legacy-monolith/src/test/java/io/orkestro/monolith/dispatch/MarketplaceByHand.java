package io.orkestro.monolith.dispatch;

import static org.awaitility.Awaitility.await;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
final class MarketplaceByHand {

    private static final JsonMapper JSON = new JsonMapper();

    private final Queue<JsonNode> heard = new ConcurrentLinkedQueue<>();
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

        /** Couriers are elsewhere, so that the monolith's own marketplace stays out of it. */
        @Bean
        @Primary
        Routing couriersElsewhere() {
            return _ -> Api.DECISION;
        }

        @Bean
        Declarables ears(Environment environment) {
            String prefix = environment.getProperty("orkestro.messaging.prefix", "");
            var queue = QueueBuilder.durable(prefix + "marketplace-by-hand").build();
            TopicExchange exchange = new TopicExchange(prefix + "dispatch");
            return new Declarables(
                    queue,
                    exchange,
                    BindingBuilder.bind(queue).to(exchange).with("service.#"),
                    BindingBuilder.bind(queue).to(exchange).with("event.#"));
        }

        @Bean
        SimpleMessageListenerContainer listening(
                ConnectionFactory connections, MarketplaceByHand marketplace, Environment environment) {
            SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
            container.setQueueNames(environment.getProperty("orkestro.messaging.prefix", "") + "marketplace-by-hand");
            container.setMessageListener(message -> marketplace.heard.add(JSON.readTree(message.getBody())));
            return container;
        }
    }

    /** As intake asks, which is elsewhere too. */
    void asks(String type, String deliveryId, Object data) {
        transactions.executeWithoutResult(
                _ -> outbox.append(Message.addressed("intake", Side.MONOLITH, type, deliveryId, Api.DECISION, data)));
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

    static Map<String, Object> offer(String courier, long fee) {
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
    final void quotes(String deliveryId, Map<String, Object>... quotes) {
        String requestId =
                hears("quotes.requested", deliveryId).path("requestId").asString();
        answer(
                "quotes.ready",
                deliveryId,
                Map.of("requestId", requestId, "deliveryId", deliveryId, "quotes", Arrays.asList(quotes)));
    }

    /** Yes to the so-many-th booking that was asked for. */
    void confirms(String deliveryId, int booking) {
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
                Message.addressed("courier-marketplace", Side.MONOLITH, type + ".v1", deliveryId, Api.DECISION, data)));
    }
}
