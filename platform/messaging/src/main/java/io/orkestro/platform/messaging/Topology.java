package io.orkestro.platform.messaging;

import io.orkestro.platform.routing.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.AbstractDeclarable;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;

/** What stands on the broker, and how it is called there. */
final class Topology {

    /** As good as none; RabbitMQ 4 would otherwise drop a dead letter after twenty deliveries. */
    private static final int NO_DELIVERY_LIMIT = 1_000_000;

    private final String application;
    private final @Nullable Side side;
    private final String prefix;
    private final int deliveryLimit;

    Topology(String application, @Nullable Side side, String prefix, int deliveryLimit) {
        this.application = application;
        this.side = side;
        this.prefix = prefix;
        this.deliveryLimit = deliveryLimit;
    }

    @Nullable
    Side side() {
        return side;
    }

    String application() {
        return application;
    }

    String exchange(String name) {
        return prefix + name;
    }

    String queue(Subscription subscription) {
        return prefix + application + "." + subscription.consumer() + "." + subscription.exchange();
    }

    String deadQueue(Subscription subscription) {
        return queue(subscription) + ".dead";
    }

    /** All that these subscriptions need; declared again whenever the broker comes back. */
    Declarables declarables(List<Subscription> subscriptions) {
        List<Declarable> all = new ArrayList<>();
        Set<String> queues = new HashSet<>();
        DirectExchange deadLetters = new DirectExchange(prefix + "dead-letter");
        all.add(lenient(deadLetters));
        for (Subscription subscription : subscriptions) {
            if (subscription.handlers().isEmpty()) {
                continue;
            }
            String queueName = queue(subscription);
            if (!queues.add(queueName)) {
                throw new IllegalStateException(
                        "Two subscriptions of %s to %s: make them one, or their queue's messages go to either"
                                .formatted(subscription.consumer(), subscription.exchange()));
            }
            TopicExchange exchange = new TopicExchange(exchange(subscription.exchange()));
            Queue queue = subscription.latestOnly() ? latest(queueName) : queue(queueName, deadLetters.getName());
            Queue dead = QueueBuilder.durable(deadQueue(subscription))
                    .quorum()
                    .deliveryLimit(NO_DELIVERY_LIMIT)
                    .build();
            all.add(lenient(exchange));
            all.add(lenient(queue));
            all.add(lenient(dead));
            all.add(lenient(BindingBuilder.bind(dead).to(deadLetters).with(queueName)));
            subscription
                    .handlers()
                    .forEach((type, reader) -> routingKeys(subscription, type, reader)
                            .forEach(key -> all.add(lenient(
                                    BindingBuilder.bind(queue).to(exchange).with(key)))));
        }
        return new Declarables(all);
    }

    /**
     * Dead letters are kept by the queue until the dead-letter queue has them (at least once), which RabbitMQ grants
     * only to queues that reject when full; ours have no limit.
     */
    private Queue queue(String name, String deadLetterExchange) {
        return QueueBuilder.durable(name)
                .quorum()
                .deliveryLimit(deliveryLimit)
                .deadLetterExchange(deadLetterExchange)
                .deadLetterRoutingKey(name)
                .withArgument("x-dead-letter-strategy", "at-least-once")
                .overflow(QueueBuilder.Overflow.rejectPublish)
                .build();
    }

    /** What is pushed out by something newer is no dead letter, nor is what the consumer could not read: a newer one comes. */
    private Queue latest(String name) {
        return QueueBuilder.durable(name)
                .quorum()
                .deliveryLimit(deliveryLimit)
                .maxLength(1L)
                .overflow(QueueBuilder.Overflow.dropHead)
                .build();
    }

    private List<String> routingKeys(Subscription subscription, String type, Subscription.Reader<?> reader) {
        return switch (reader.meant()) {
            case EVENTS -> List.of(RoutingKeys.eventOfAnySide(type));
            case EVENTS_FOR_THE_OWNER ->
                List.of(RoutingKeys.eventOfAnySide(type), RoutingKeys.addressed(needed(subscription, type), type));
            case EVENTS_OF_THE_OTHER_SIDE, NOTES_OF_THE_OTHER_SIDE ->
                List.of(RoutingKeys.event(needed(subscription, type).other(), type));
            case ADDRESSED_TO_THIS_SIDE -> List.of(RoutingKeys.addressed(needed(subscription, type), type));
        };
    }

    private Side needed(Subscription subscription, String type) {
        if (side == null) {
            throw new IllegalStateException(
                    "%s reads %s, meant for a side or from the other: set orkestro.messaging.side"
                            .formatted(subscription.consumer(), type));
        }
        return side;
    }

    /** What stands there with other arguments, from an earlier version, stays in use as it is. */
    private static <T extends AbstractDeclarable> T lenient(T declarable) {
        declarable.setIgnoreDeclarationExceptions(true);
        return declarable;
    }

    /** {@code event.<producer's side>.<type>} or {@code <addressee>.<type>}. */
    static final class RoutingKeys {

        private static final String EVENT = "event.";

        private RoutingKeys() {}

        /** @param producer null for an application on no side: {@code event.platform.<type>} */
        static String event(@Nullable Side producer, String type) {
            return EVENT + (producer == null ? "platform" : producer.slug()) + "." + type;
        }

        static String eventOfAnySide(String type) {
            return EVENT + "*." + type;
        }

        static String addressed(Side side, String type) {
            return side.slug() + "." + type;
        }

        static boolean isEvent(String routingKey) {
            return routingKey.startsWith(EVENT);
        }
    }
}
