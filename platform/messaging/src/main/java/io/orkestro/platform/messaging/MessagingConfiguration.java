package io.orkestro.platform.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orkestro.platform.messaging.WaitingMessages.Waiting;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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
            "io.orkestro.platform.observability.ObservabilityConfiguration",
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
            Topology topology,
            Traces traces) {
        return new Relay(
                properties,
                dataSource,
                () -> new RabbitPublisher(
                        connections, topology::exchange, properties.confirmTimeout(), admin::initialize),
                traces);
    }

    @Bean
    WaitingRows messagingWaitingRows(MessagingProperties properties, DataSource dataSource) {
        return new WaitingRows(new OutboxTable(dataSource), properties.waitingLimit());
    }

    @Bean
    TransactionalOutbox messagingOutbox(
            MessagingProperties properties,
            DataSource dataSource,
            Topology topology,
            WireFormat wire,
            Clock clock,
            Relay relay,
            WaitingRows waiting,
            ObjectProvider<Unheard> unheard,
            Traces traces) {
        return new TransactionalOutbox(
                new OutboxTable(dataSource),
                properties.partitions(),
                topology.application(),
                topology.side(),
                wire,
                clock,
                traces,
                relay::wake,
                waiting,
                (exchange, type) -> {
                    Unheard present = unheard.getIfAvailable();
                    return present != null && present.isUnheard(exchange, type);
                });
    }

    @Bean
    Inbox messagingInbox(MessagingProperties properties, JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new Inbox(jdbc, new TransactionTemplate(transactions), properties.inboxRetention());
    }

    @Bean
    Handling messagingHandling(WireFormat wire, Inbox inbox, Traces traces) {
        return new Handling(wire, inbox, traces);
    }

    /** Looks for subscriptions when it needs them: their handlers may want to show what is parked. */
    @Bean
    ParkingLot messagingParkingLot(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            WireFormat wire,
            Handling handling,
            ObjectProvider<Forwarding> forwarding,
            ObjectProvider<Subscription> subscriptions) {
        return new ParkingLot(
                jdbc,
                new TransactionTemplate(transactions),
                wire,
                handling,
                (subscription, received) -> forwarding.getObject().pass(subscription, received),
                () -> all(subscriptions));
    }

    @Bean
    WaitingMessages messagingWaitingMessages(JdbcClient jdbc) {
        return new WaitingMessages(jdbc);
    }

    @Bean
    Forwarding messagingForwarding(
            PlatformTransactionManager transactions,
            Inbox inbox,
            TransactionalOutbox outbox,
            WaitingMessages waiting,
            ParkingLot parkingLot) {
        return new Forwarding(new TransactionTemplate(transactions), inbox, outbox, waiting, parkingLot);
    }

    /** Only a side forwards, so only there does anything come back to wait. */
    @Bean
    @ConditionalOnProperty("orkestro.messaging.side")
    DueWork<Waiting> messagingWaitingWork(
            MessagingProperties properties,
            PlatformTransactionManager transactions,
            WireFormat wire,
            Handling handling,
            Forwarding forwarding,
            WaitingMessages waiting,
            ParkingLot parkingLot,
            ObjectProvider<Subscription> subscriptions) {
        WaitingWork work = new WaitingWork(
                waiting,
                new TransactionTemplate(transactions),
                wire,
                handling,
                forwarding,
                parkingLot,
                () -> all(subscriptions),
                properties.retries());
        return new DueWork<>("waiting-messages", Duration.ofMillis(200), 4, waiting::claim, work::perform);
    }

    @Bean
    Heartbeats messagingHeartbeats(TransactionalOutbox outbox, PlatformTransactionManager transactions, Clock clock) {
        return new Heartbeats(outbox, new TransactionTemplate(transactions), clock);
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
            Forwarding forwarding,
            ParkingLot parkingLot) {
        BiFunction<Subscription, CountDownLatch, Receiver> receivers = (subscription, stopped) ->
                new Receiver(subscription, wire, handling, parkingLot, forwarding::pass, properties.retries(), stopped);
        List<Subscription> others = all(subscriptions).stream()
                .filter(subscription -> !subscription.replica())
                .toList();
        return new Consumers(others, topology, connections, admin, context, properties.prefetch(), receivers);
    }

    @Bean
    ReplicaConsumers messagingReplicaConsumers(
            MessagingProperties properties,
            ObjectProvider<Subscription> subscriptions,
            Topology topology,
            ConnectionFactory connections,
            AmqpAdmin admin,
            ApplicationContext context,
            WireFormat wire,
            Handling handling,
            Forwarding forwarding,
            ParkingLot parkingLot) {
        List<Subscription> replicas = all(subscriptions).stream()
                .filter(subscription ->
                        subscription.replica() && !subscription.handlers().isEmpty())
                .toList();
        Map<String, Subscription> queues =
                replicas.stream().collect(Collectors.toMap(topology::queue, subscription -> subscription));
        return new ReplicaConsumers(queues, admin, made -> {
            BiFunction<Subscription, CountDownLatch, Receiver> receivers = (subscription, stopped) -> {
                Receiver receiver = new Receiver(
                        subscription, wire, handling, parkingLot, forwarding::pass, properties.retries(), stopped);
                made.add(receiver);
                return receiver;
            };
            return new Consumers(replicas, topology, connections, admin, context, properties.prefetch(), receivers);
        });
    }

    @Bean
    Listening messagingListening(
            Topology topology,
            @Qualifier("messagingDeclarables") Declarables declarables,
            AmqpAdmin admin,
            Consumers consumers,
            ReplicaConsumers replicas) {
        return new Listening(topology, declarables, admin, List.of(consumers, replicas.consumers()));
    }

    @Bean
    Backlog messagingBacklog(JdbcClient jdbc) {
        return new Backlog(jdbc);
    }

    /** Figures without labels: what waits to leave, and how long, what waits for a person, what waits for an owner. */
    @Bean
    MeterBinder messagingMeters(
            DataSource dataSource, WaitingRows waiting, ParkingLot parkingLot, WaitingMessages unowned) {
        OutboxTable outbox = new OutboxTable(dataSource);
        return registry -> {
            Gauge.builder("orkestro.outbox.age", outbox, OutboxTable::oldestAge)
                    .description("How long the oldest message has waited for the broker")
                    .baseUnit("seconds")
                    .register(registry);
            Gauge.builder("orkestro.outbox.waiting", waiting, WaitingRows::count)
                    .description("Messages that wait for the broker, counted up to the limit")
                    .register(registry);
            Gauge.builder("orkestro.messages.parked", parkingLot, ParkingLot::count)
                    .description("Messages that could not be handled")
                    .register(registry);
            Gauge.builder("orkestro.messages.waiting", unowned, WaitingMessages::count)
                    .description("Messages about something that neither side owned when they came")
                    .register(registry);
        };
    }

    private static List<Subscription> all(ObjectProvider<Subscription> subscriptions) {
        return subscriptions.orderedStream().toList();
    }
}
