package io.orkestro.platform.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.slf4j.MDC;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Messaging for every application that has a database and a broker. Its beans are named for it, to be in nobody's way. */
@AutoConfiguration(
        afterName = {
            "io.orkestro.platform.web.request.BackendWebConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
        })
@ConditionalOnBean({DataSource.class, ConnectionFactory.class})
@EnableConfigurationProperties(MessagingProperties.class)
@EnableScheduling
class MessagingConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    AmqpAdmin amqpAdmin(ConnectionFactory connections) {
        return new RabbitAdmin(connections);
    }

    @Bean
    Topology messagingTopology(MessagingProperties properties, Environment environment) {
        String application = properties.application() == null
                ? environment.getProperty("spring.application.name")
                : properties.application();
        return new Topology(
                Objects.requireNonNull(application, "set orkestro.messaging.application or spring.application.name"),
                properties.side(),
                properties.prefix(),
                properties.deliveryLimit());
    }

    @Bean
    Declarables messagingDeclarables(Topology topology, ObjectProvider<Subscription> subscriptions) {
        return topology.declarables(all(subscriptions));
    }

    @Bean
    WireFormat messagingWireFormat(ObjectProvider<JsonMapper> json) {
        return new WireFormat(json.getIfUnique(JsonMapper::new));
    }

    @Bean
    Relay messagingRelay(
            MessagingProperties properties,
            DataSource dataSource,
            ConnectionFactory connections,
            AmqpAdmin admin,
            Topology topology) {
        return new Relay(
                properties,
                dataSource,
                () -> new RabbitPublisher(
                        connections, topology::exchange, properties.confirmTimeout(), admin::initialize));
    }

    @Bean
    WaitingRows messagingWaitingRows(MessagingProperties properties, DataSource dataSource) {
        return new WaitingRows(new OutboxTable(dataSource), properties.waitingLimit());
    }

    @Bean
    Outbox messagingOutbox(
            MessagingProperties properties,
            DataSource dataSource,
            Topology topology,
            WireFormat wire,
            Clock clock,
            Relay relay,
            WaitingRows waiting) {
        return new TransactionalOutbox(
                new OutboxTable(dataSource),
                properties.partitions(),
                topology.application(),
                wire,
                clock,
                () -> MDC.get(LogContext.TRACEPARENT),
                relay::wake,
                waiting);
    }

    @Bean
    Inbox messagingInbox(MessagingProperties properties, JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new Inbox(jdbc, new TransactionTemplate(transactions), properties.inboxRetention());
    }

    @Bean
    Handling messagingHandling(WireFormat wire, Inbox inbox) {
        return new Handling(wire, inbox);
    }

    /** Looks for subscriptions when it needs them: their handlers may want to show what is parked. */
    @Bean
    ParkingLot messagingParkingLot(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            WireFormat wire,
            Handling handling,
            ObjectProvider<Subscription> subscriptions) {
        return new ParkingLot(jdbc, new TransactionTemplate(transactions), wire, handling, () -> all(subscriptions));
    }

    @Bean
    Consumers messagingConsumers(
            MessagingProperties properties,
            ObjectProvider<Subscription> subscriptions,
            Topology topology,
            ConnectionFactory connections,
            AmqpAdmin admin,
            ApplicationContext context,
            WireFormat wire,
            Handling handling,
            ParkingLot parkingLot) {
        BiFunction<Subscription, CountDownLatch, Receiver> receivers = (subscription, stopped) ->
                new Receiver(subscription, wire, handling, parkingLot, properties.retries(), stopped);
        return new Consumers(
                all(subscriptions), topology, connections, admin, context, properties.prefetch(), receivers);
    }

    /** Two figures and no labels: what waits to leave, and what waits for a person. */
    @Bean
    MeterBinder messagingMeters(WaitingRows waiting, ParkingLot parkingLot) {
        return registry -> {
            Gauge.builder("orkestro.outbox.waiting", waiting, WaitingRows::count)
                    .description("Messages that wait for the broker, counted up to the limit")
                    .register(registry);
            Gauge.builder("orkestro.messages.parked", parkingLot, ParkingLot::count)
                    .description("Messages that could not be handled")
                    .register(registry);
        };
    }

    private static List<Subscription> all(ObjectProvider<Subscription> subscriptions) {
        return subscriptions.orderedStream().toList();
    }
}
