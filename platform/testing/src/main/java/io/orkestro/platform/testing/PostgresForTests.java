package io.orkestro.platform.testing;

import io.orkestro.platform.stack.postgres.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.util.function.SingletonSupplier;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The JVM's PostgreSQL, started by whoever asks first. */
final class PostgresForTests {

    static final String IMAGE = "postgres:18";

    private static final Logger log = LoggerFactory.getLogger(TestServers.class);
    private static final SingletonSupplier<PostgresAddress> database = SingletonSupplier.of(PostgresForTests::choose);

    private PostgresForTests() {}

    static PostgresAddress database() {
        return database.obtain();
    }

    private static PostgresAddress choose() {
        String url = NamedServers.postgresUrl();
        if (url != null) {
            return freshDatabase(PostgresAddress.parse(url), JvmName.DATABASE);
        }
        return freshDatabase(Docker.answers() ? container() : embedded(), JvmName.DATABASE);
    }

    /** Creates a database on this server, dropped when the JVM ends. */
    static PostgresAddress freshDatabase(PostgresAddress server, String name) {
        try {
            server.execute("CREATE DATABASE " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("PostgreSQL at %s gives no database: %s".formatted(server, failed), failed);
        }
        log.info("PostgreSQL for tests: {}", server.withDatabase(name));
        SpringApplication.getShutdownHandlers().add(() -> drop(server, name));
        return server.withDatabase(name);
    }

    private static void drop(PostgresAddress server, String name) {
        try {
            server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (SQLException gone) {
            // A server that ended before us took the database along.
        }
    }

    static PostgresAddress container() {
        log.info("Starting PostgreSQL in Docker ({})", IMAGE);
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
        container.start();
        return new PostgresAddress(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword());
    }

    static PostgresAddress embedded() {
        log.info("Starting embedded PostgreSQL: no ORKESTRO_POSTGRES_URL, no Docker");
        try {
            // Closed by its own shutdown hook.
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            return new PostgresAddress("127.0.0.1", postgres.getPort(), "postgres", "postgres", null);
        } catch (IOException failed) {
            throw new UncheckedIOException("Embedded PostgreSQL does not start", failed);
        }
    }
}
