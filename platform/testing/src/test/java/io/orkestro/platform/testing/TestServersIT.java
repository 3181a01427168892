package io.orkestro.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whichever servers this machine offers, an application finds them and they speak. */
@Import(TestServers.class)
class TestServersIT {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class AnApplication {

        @Bean
        Declarables messaging(@Value("${orkestro.messaging.prefix}") String prefix) {
            Queue queue = QueueBuilder.durable(prefix + "dispatch.monolith")
                    .quorum()
                    .deliveryLimit(5)
                    .build();
            TopicExchange exchange = new TopicExchange(prefix + "dispatch");
            Binding binding = BindingBuilder.bind(queue).to(exchange).with("delivery.#");
            return new Declarables(queue, exchange, binding);
        }
    }

    @Nested
    @SpringBootTest(classes = AnApplication.class, properties = "spring.main.web-application-type=none")
    class AnApplicationContext {

        @Autowired
        JdbcTemplate jdbc;

        @Autowired
        AmqpTemplate amqp;

        @Value("${orkestro.messaging.prefix}")
        String prefix;

        @Test
        void hasAFreshDatabase() {
            assertThat(jdbc.queryForObject("SELECT current_database()", String.class))
                    .isEqualTo(JvmName.DATABASE);
        }

        @Test
        void exchangesMessagesUnderAPrefixOfItsOwn() {
            amqp.convertAndSend(prefix + "dispatch", "delivery.created.v1", "one");

            assertThat(amqp.receiveAndConvert(prefix + "dispatch.monolith", 5_000))
                    .isEqualTo("one");
        }
    }

    @Nested
    @SpringBootTest(
            classes = AnApplication.class,
            properties = {"spring.main.web-application-type=none", "another=context"})
    class AnotherContext {

        @Autowired
        JdbcTemplate jdbc;

        @Value("${orkestro.messaging.prefix}")
        String prefix;

        @Test
        void sharesTheJvmsServers() {
            assertThat(prefix).isEqualTo(JvmName.PREFIX);
            assertThat(jdbc.queryForObject("SELECT current_database()", String.class))
                    .isEqualTo(JvmName.DATABASE);
        }
    }
}
