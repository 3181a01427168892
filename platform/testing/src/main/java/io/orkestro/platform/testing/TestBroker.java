package io.orkestro.platform.testing;

import com.rabbitmq.client.ConnectionFactory;
import java.util.List;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextRefreshedEvent;

/** The broker's half of {@link TestServers}: only where the module has Spring AMQP. */
@TestConfiguration(proxyBeanMethods = false)
@ConditionalOnClass({RabbitTemplate.class, RabbitConnectionDetails.class})
class TestBroker {

    @Bean
    RabbitConnectionDetails testBrokerConnection() {
        ConnectionFactory broker = RabbitForTests.broker();
        return new RabbitConnectionDetails() {
            @Override
            public List<Address> getAddresses() {
                return List.of(new Address(broker.getHost(), broker.getPort()));
            }

            @Override
            public String getUsername() {
                return broker.getUsername();
            }

            @Override
            public String getPassword() {
                return broker.getPassword();
            }

            @Override
            public String getVirtualHost() {
                return broker.getVirtualHost();
            }
        };
    }

    /** A named broker outlives the JVM: whatever this context declares there is deleted at the end. */
    @Bean
    ApplicationListener<ContextRefreshedEvent> rememberDeclarations() {
        return refreshed -> {
            var context = refreshed.getApplicationContext();
            context.getBeansOfType(Declarables.class).values().stream()
                    .flatMap(declarables -> declarables.getDeclarables().stream())
                    .forEach(TestBroker::deleteAtEnd);
            context.getBeansOfType(Declarable.class).values().forEach(TestBroker::deleteAtEnd);
        };
    }

    private static void deleteAtEnd(Declarable declared) {
        if (declared instanceof Queue queue) {
            BrokerLeftovers.queue(queue.getName());
        } else if (declared instanceof Exchange exchange) {
            BrokerLeftovers.exchange(exchange.getName());
        }
    }
}
