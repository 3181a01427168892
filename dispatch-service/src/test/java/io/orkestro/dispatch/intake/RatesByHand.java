package io.orkestro.dispatch.intake;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The marketplace as checkouts know it, played by the test: hears their questions and answers as it is told. */
final class RatesByHand implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Decision DECISION = Decision.decode("SMMM");

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final RabbitAdmin admin;
    private final Queue queue;
    private final SimpleMessageListenerContainer listening;
    private volatile Function<JsonNode, @Nullable Map<String, Object>> answer = _ -> null;

    RatesByHand(ConnectionFactory connections, String prefix, Outbox outbox, TransactionTemplate transactions) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.admin = new RabbitAdmin(connections);
        this.queue = QueueBuilder.durable(prefix + "rates-by-hand-" + UUID.randomUUID())
                .build();
        admin.declareQueue(queue);
        admin.declareBinding(BindingBuilder.bind(queue)
                .to(new TopicExchange(prefix + "intake"))
                .with("service.rates.requested.v1"));
        listening = new SimpleMessageListenerContainer(connections);
        listening.setReceiveTimeout(100);
        listening.setQueueNames(queue.getName());
        listening.setMessageListener(message -> hear(new String(message.getBody(), StandardCharsets.UTF_8)));
        listening.afterPropertiesSet();
        listening.start();
    }

    /** What it answers from now on, beside the request's id; null is nothing. */
    void answers(Function<JsonNode, @Nullable Map<String, Object>> other) {
        answer = other;
    }

    void offers(long fee, String currency) {
        answers(_ -> Map.of(
                "outcome", "offered",
                "fee", Map.of("amount", fee, "currency", currency),
                "pickupEta", "2026-11-23T12:18:00Z",
                "dropoffEta", "2026-11-23T12:41:00Z",
                "expiresAt", "2026-11-23T12:55:00Z"));
    }

    /** The questions of one retailer. */
    List<JsonNode> asked(String retailerId) {
        return asked.stream()
                .filter(one -> one.path("retailerId").asString().equals(retailerId))
                .toList();
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    private void hear(String message) {
        violations.addAll(Contracts.violationsOfMessage(message));
        JsonNode question = JSON.readTree(message).path("data");
        asked.add(question);
        Map<String, Object> said = answer.apply(question);
        if (said != null) {
            String requestId = question.path("requestId").asString();
            Map<String, Object> data = new HashMap<>(said);
            data.put("requestId", requestId);
            transactions.executeWithoutResult(_ -> outbox.append(Message.addressed(
                    "courier-marketplace", Side.SERVICE, "rates.ready.v1", requestId, DECISION, data)));
        }
    }

    @Override
    public void close() {
        listening.stop();
        admin.deleteQueue(queue.getName());
    }
}
