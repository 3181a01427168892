package io.orkestro.platform.testing;

import io.orkestro.platform.stack.postgres.PostgresAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * PostgreSQL and, where the module sends messages, RabbitMQ: {@code @Import(TestServers.class)} on an IT.
 *
 * <p>Each is, chosen independently of the other, the one named by {@code ORKESTRO_POSTGRES_URL} or
 * {@code ORKESTRO_RABBITMQ_URI} (system properties {@code orkestro.postgres.url} and {@code orkestro.rabbitmq.uri}), else
 * a container where Docker answers, else embedded. Servers start once in a JVM, whatever the number of Spring contexts;
 * all contexts of a JVM share one fresh database and one prefix of exchanges and queues, removed when the JVM ends.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import(TestBroker.class)
public class TestServers {

    @Bean
    JdbcConnectionDetails testDatabase() {
        return connectionDetails(PostgresForTests.database());
    }

    @Bean
    DynamicPropertyRegistrar testMessagingPrefix() {
        return registry -> registry.add("orkestro.messaging.prefix", () -> JvmName.PREFIX);
    }

    private static JdbcConnectionDetails connectionDetails(PostgresAddress database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return database.jdbcUrl();
            }

            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public @Nullable String getPassword() {
                return database.password();
            }
        };
    }
}
