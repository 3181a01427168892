package io.orkestro.tracking;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.messaging.Heartbeat;
import io.orkestro.platform.routing.Routing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hears what tracking says, and holds it against the contracts. What the other side says is the test's own. */
@TestConfiguration(proxyBeanMethods = false)
public class Ears {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Queue queue = new AnonymousQueue(() -> "tracking-ears-" + UUID.randomUUID());

    /** What a timer begins is decided as requests are. */
    @Bean
    @Primary
    Routing trackingIsAService() {
        return _ -> Api.DECISION;
    }

    @Bean
    Declarables ears(@Value("${orkestro.messaging.prefix}") String prefix) {
        return new Declarables(
                queue,
                new Binding(
                        queue.getName(), Binding.DestinationType.QUEUE, prefix + "tracking", "event.service.#", null));
    }

    @Bean
    SimpleMessageListenerContainer hearing(ConnectionFactory connections) {
        SimpleMessageListenerContainer hearing = new SimpleMessageListenerContainer(connections);
        hearing.setQueues(queue);
        hearing.setMessageListener(
                (MessageListener) message -> hear(new String(message.getBody(), StandardCharsets.UTF_8)));
        return hearing;
    }

    private void hear(String message) {
        if (!message.contains('"' + Heartbeat.TYPE + '"')) {
            heard.add(message);
        }
    }

    /** The data of everything of this type so far, about this subject. */
    public List<JsonNode> heard(String type, String subject) {
        return heard.stream()
                .filter(message -> message.contains('"' + type + '"') && message.contains('"' + subject + '"'))
                .map(message -> JSON.readTree(message).get("data"))
                .toList();
    }

    public void assertEverythingWasAsAgreed() {
        heard.forEach(Contracts::assertDescribed);
    }
}
