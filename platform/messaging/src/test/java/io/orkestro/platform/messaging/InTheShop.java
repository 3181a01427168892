package io.orkestro.platform.messaging;

import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DeliverCallback;
import io.orkestro.platform.messaging.WireFormat.Unreadable;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.testing.TcpProxy;
import io.orkestro.platform.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The shop on real servers, one for all of them, with its relay at hand. Each test starts with an empty outbox. */
@SpringBootTest(classes = Shop.class)
@Import(TestServers.class)
@SuppressWarnings("NullAway.Init")
abstract class InTheShop {

    static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);

    @Autowired
    Outbox outbox;

    @Autowired
    Relay relay;

    @Autowired
    Consumers consumers;

    @Autowired
    ParkedMessages parked;

    @Autowired
    ParkingLot parkingLot;

    @Autowired
    Inbox inbox;

    @Autowired
    WireFormat wire;

    @Autowired
    Topology topology;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @Autowired
    ConnectionFactory connections;

    @Autowired
    RabbitConnectionDetails broker;

    @Autowired
    Shop.Effects effects;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void anEmptyOutbox() {
        relay.stop();
        jdbc.sql("delete from outbox").update();
        jdbc.sql("delete from parked_message").update();
        effects.poisoned.clear();
        relay.start();
    }

    @AfterEach
    void closed() throws Exception {
        for (AutoCloseable closeable : opened.reversed()) {
            closeable.close();
        }
    }

    <T extends AutoCloseable> T closing(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    void append(Message message) {
        transactions.executeWithoutResult(_ -> outbox.append(message));
    }

    void change(String subject, int number) {
        Shop.change(transactions, jdbc, outbox, subject, number);
    }

    long waiting(String subject) {
        return jdbc.sql("select count(*) from outbox where subject = ?")
                .param(subject)
                .query(Long.class)
                .single();
    }

    long waiting() {
        return jdbc.sql("select count(*) from outbox").query(Long.class).single();
    }

    /** How often the relay has held the first row of a subject. */
    int holds(String subject) {
        return jdbc.sql("select attempts from outbox where subject = ? order by id limit 1")
                .param(subject)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** A subject in the same partition as another. */
    static String besides(String subject) {
        String other;
        do {
            other = Shop.someSubject();
        } while (OutboxTable.partitionOf(other, 8) != OutboxTable.partitionOf(subject, 8));
        return other;
    }

    /** To the same broker over another wire. */
    Publisher publisherThrough(TcpProxy wireToBroker, Duration confirmTimeout) {
        com.rabbitmq.client.ConnectionFactory client = ((CachingConnectionFactory) connections)
                .getRabbitConnectionFactory()
                .clone();
        client.setHost("127.0.0.1");
        client.setPort(wireToBroker.port());
        client.setHandshakeTimeout(500);
        CachingConnectionFactory through = new CachingConnectionFactory(client);
        opened.add(through::destroy);
        return closing(new RabbitPublisher(through, topology::exchange, confirmTimeout, () -> {}));
    }

    TcpProxy wireToBroker() {
        RabbitConnectionDetails.Address address = broker.getFirstAddress();
        return closing(TcpProxy.to(address.host(), address.port()));
    }

    Publisher publisher() {
        return closing(new RabbitPublisher(connections, topology::exchange, CONFIRM_TIMEOUT, () -> {}));
    }

    PartitionRelay relayOf(String subject, Publisher publisher) {
        return relayOf(OutboxTable.partitionOf(subject, 8), publisher);
    }

    PartitionRelay relayOf(int partition, Publisher publisher) {
        return new PartitionRelay(
                partition,
                new OutboxTable(dataSource),
                ownTransactions(),
                publisher,
                200,
                CONFIRM_TIMEOUT,
                new HashSet<>(),
                Traces.off());
    }

    TransactionTemplate ownTransactions() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** A further relay, as another process would run it. */
    Relay anotherRelay(Supplier<Publisher> publishers, int batch) {
        Relay another = new Relay(Settings.with(2, batch), dataSource, publishers, Traces.off());
        opened.add(another::stop);
        return another;
    }

    Channel channel() {
        Channel channel = connections.createConnection().createChannel(false);
        return closing(channel);
    }

    /** Reads what arrives at an exchange, beside the application. */
    Probe probe(String routingKey) {
        return closing(new Probe(routingKey));
    }

    /** Deletes what it declared; exclusive queues would do so by themselves, but not on a shared connection. */
    final class Probe implements AutoCloseable {

        final List<Envelope> heard = new CopyOnWriteArrayList<>();
        private final Channel channel = channel();
        private final String queue;

        private Probe(String routingKey) {
            try {
                queue = channel.queueDeclare().getQueue();
                channel.queueBind(queue, topology.exchange(Shop.EXCHANGE), routingKey);
                DeliverCallback hear = (_, delivery) -> {
                    try {
                        heard.add(wire.read(delivery.getBody()).envelope());
                    } catch (Unreadable e) {
                        throw new IllegalStateException(e);
                    }
                };
                CancelCallback ignore = _ -> {};
                channel.basicConsume(queue, true, hear, ignore);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<Long> numbersOf(String subject) {
            return heard.stream()
                    .filter(envelope -> envelope.subject().equals(subject))
                    .map(Envelope::sequence)
                    .toList();
        }

        @Override
        public void close() throws IOException, TimeoutException {
            channel.queueDelete(queue);
        }
    }

    /** The defaults, but for these. */
    static final class Settings {

        private Settings() {}

        static MessagingProperties with(int workers, int batch) {
            return new MessagingProperties(
                    "shop",
                    null,
                    "",
                    8,
                    workers,
                    batch,
                    Duration.ofMillis(50),
                    CONFIRM_TIMEOUT,
                    50_000,
                    30,
                    3,
                    20,
                    Duration.ofDays(8));
        }
    }
}
