package io.orkestro.monolith.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.Contracts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Listens to what accounts, tracking and notification say, and holds it against the contracts. */
@TestConfiguration(proxyBeanMethods = false)
public class Wiretap {

    /** A message, and where it was sent to. */
    private record Heard(String route, String text) {

        boolean isAbout(String type, String subject) {
            return text.contains("\"" + type + "\"") && text.contains("\"" + subject + "\"");
        }
    }

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Queue queue = new AnonymousQueue(() -> "wiretap-" + UUID.randomUUID());

    /** The exchanges as well: whoever speaks on them may be deleted. */
    @Bean
    Declarables wires(@Value("${orkestro.messaging.prefix}") String prefix) {
        Declarables wires = new Declarables(queue);
        Stream.of("account", "tracking", "notification")
                .map(name -> new TopicExchange(prefix + name))
                .flatMap(exchange -> Stream.of(
                        exchange, BindingBuilder.bind(queue).to(exchange).with("#")))
                .forEach(wires.getDeclarables()::add);
        return wires;
    }

    @Bean
    SimpleMessageListenerContainer ear(ConnectionFactory connections) {
        SimpleMessageListenerContainer ear = new SimpleMessageListenerContainer(connections);
        ear.setQueues(queue);
        ear.setMessageListener((MessageListener) message -> {
            String route = String.valueOf(message.getMessageProperties().getReceivedRoutingKey());
            if (!route.startsWith("event.service.")) {
                heard.add(new Heard(route, new String(message.getBody(), StandardCharsets.UTF_8)));
            }
        });
        return ear;
    }

    /** Everything of this type so far, about this subject. */
    public List<String> heard(String type, String subject) {
        return heard.stream()
                .filter(message -> message.isAbout(type, subject))
                .map(Heard::text)
                .toList();
    }

    /** Where these were sent to. */
    public List<String> routes(String type, String subject) {
        return heard.stream()
                .filter(message -> message.isAbout(type, subject))
                .map(Heard::route)
                .toList();
    }

    public void assertEverythingWasAsAgreed() {
        assertThat(heard).allSatisfy(message -> Contracts.assertValidMessage(message.text()));
        assertThat(heard)
                .as("what is not passed on as it came, from a version that knows more")
                .filteredOn(message -> !message.text().contains("\"fromTomorrow\""))
                .allSatisfy(message -> Contracts.assertDescribed(message.text()));
    }
}
