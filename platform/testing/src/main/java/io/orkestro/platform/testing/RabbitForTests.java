package io.orkestro.platform.testing;

import com.rabbitmq.client.ConnectionFactory;
import io.orkestro.platform.stack.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.util.function.SingletonSupplier;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** The JVM's broker, started by whoever asks first. */
final class RabbitForTests {

    static final String IMAGE = "rabbitmq:4-management";

    private static final Logger log = LoggerFactory.getLogger(TestServers.class);
    private static final SingletonSupplier<ConnectionFactory> broker = SingletonSupplier.of(RabbitForTests::choose);

    private RabbitForTests() {}

    static ConnectionFactory broker() {
        return broker.obtain();
    }

    private static ConnectionFactory choose() {
        String uri = NamedServers.rabbitUri();
        if (uri != null) {
            return named(uri);
        }
        return Docker.answers() ? container() : embedded();
    }

    static ConnectionFactory named(String uri) {
        ConnectionFactory named = at(uri);
        log.info("RabbitMQ for tests: {}:{}, prefix {}", named.getHost(), named.getPort(), JvmName.PREFIX);
        SpringApplication.getShutdownHandlers().add(() -> BrokerLeftovers.deleteFrom(named));
        return named;
    }

    static ConnectionFactory container() {
        log.info("RabbitMQ for tests: starting in Docker ({})", IMAGE);
        RabbitMQContainer container = new RabbitMQContainer(IMAGE);
        container.start();
        return at(container.getAmqpUrl());
    }

    static ConnectionFactory embedded() {
        log.info("RabbitMQ for tests: embedded Broker-J instead (no ORKESTRO_RABBITMQ_URI, no Docker)");
        Logs.quieten("qpid", LogLevel.ERROR);
        Logs.quieten("org.apache.qpid", LogLevel.ERROR);
        EmbeddedBroker broker = EmbeddedBroker.inMemory(freePort(), "guest", "guest");
        SpringApplication.getShutdownHandlers().add(broker::close);
        return at(broker.uri());
    }

    private static ConnectionFactory at(String uri) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException wrong) {
            throw new IllegalArgumentException("Not the address of a broker (amqp://user:password@host:port)", wrong);
        }
        return factory;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException("No free port", failed);
        }
    }
}
