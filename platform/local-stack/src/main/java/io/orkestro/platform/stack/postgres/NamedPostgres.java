package io.orkestro.platform.stack.postgres;

import io.orkestro.platform.stack.process.StackFailure;
import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL that somebody else runs, named by {@code ORKESTRO_POSTGRES_URL}. */
public record NamedPostgres(PostgresAddress address) implements Postgres {

    @Override
    public String describe() {
        return "PostgreSQL at " + address;
    }

    @Override
    public void start() {
        try (Connection connection = address.connect()) {
            connection.isValid(1);
        } catch (SQLException away) {
            throw new StackFailure(
                    "PostgreSQL at %s, named by ORKESTRO_POSTGRES_URL, does not let us in: %s"
                            .formatted(address, away.getMessage()),
                    away);
        }
    }

    @Override
    public boolean isRunning() {
        try (Connection connection = address.connect()) {
            return connection.isValid(1);
        } catch (SQLException away) {
            return false;
        }
    }

    @Override
    public void stop() {}

    @Override
    public void kill() {}
}
