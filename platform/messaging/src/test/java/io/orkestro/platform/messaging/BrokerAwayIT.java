package io.orkestro.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.routing.Side;
import io.orkestro.platform.stack.broker.EmbeddedBroker;
import io.orkestro.platform.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An application whose broker is not there yet, comes, loses everything and comes back. The broker is Broker-J, so this
 * also shows that it will do.
 */
@SpringBootTest(classes = BrokerAwayIT.Nothing.class)
@Import(TestServers.class)
class BrokerAwayIT {

    @Autowired
    JdbcConnectionDetails database;

    @Autowired
    JdbcClient jdbc;

    /** A database, and no messaging of its own. */
    @org.springframework.boot.SpringBootConfiguration(proxyBeanMethods = false)
    @org.springframework.boot.autoconfigure.EnableAutoConfiguration(exclude = MessagingConfiguration.class)
    static class Nothing {}

    @Test
    void whatIsSaidWhileTheBrokerIsAwayArrivesWhenItComes() throws IOException {
        jdbc.sql("create schema broker_away").update();
        int port = freePort();
        try (ConfigurableApplicationContext shop = start(port)) {
            TransactionTemplate transactions = shop.getBean(TransactionTemplate.class);
            JdbcClient rows = shop.getBean(JdbcClient.class);
            Outbox outbox = shop.getBean(Outbox.class);
            Shop.Effects effects = shop.getBean(Shop.Effects.class);
            String subject = Shop.someSubject();
            Shop.change(transactions, rows, outbox, subject, 1);
            assertThat(outbox.hasRoom()).isTrue();

            try (EmbeddedBroker broker = EmbeddedBroker.inMemory(port, "guest", "guest")) {
                assertThat(broker.uri()).isNotEmpty();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> effects.of(subject).equals(List.of(1)));
            }
            Shop.change(transactions, rows, outbox, subject, 2);
            String unread = Shop.someSubject();
            transactions.executeWithoutResult(_ -> outbox.append(Shop.asked(Side.SERVICE, unread, 1)));

            try (EmbeddedBroker broker = EmbeddedBroker.inMemory(port, "guest", "guest")) {
                assertThat(broker.uri()).isNotEmpty();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> effects.of(subject).equals(List.of(1, 2)));
                // Broker-J refuses first and returns then.
                await().until(() -> rows.sql("select attempts from outbox where subject = ?")
                                .param(unread)
                                .query((row, _) -> row.getInt(1))
                                .single()
                        >= 2);
            }
        }
    }

    private ConfigurableApplicationContext start(int port) {
        return new SpringApplicationBuilder(Shop.class)
                .run(
                        "--spring.datasource.url=" + database.getJdbcUrl()
                                + (database.getJdbcUrl().contains("?") ? "&" : "?") + "currentSchema=broker_away",
                        "--spring.datasource.username=" + database.getUsername(),
                        "--spring.datasource.password=" + String.valueOf(database.getPassword()),
                        "--spring.rabbitmq.host=127.0.0.1",
                        "--spring.rabbitmq.port=" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
