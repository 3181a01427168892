package io.orkestro.platform.stack.postgres;

import io.orkestro.platform.stack.process.StackFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** The applications' databases on one server. */
public final class Databases {

    private Databases() {}

    /** Creates those that are not there yet. */
    public static void create(PostgresAddress server, Collection<String> names) {
        try (Connection connection = server.connect()) {
            for (String name : names) {
                if (!exists(connection, name)) {
                    execute(connection, "CREATE DATABASE " + quoted(name));
                }
            }
        } catch (SQLException failed) {
            throw new StackFailure(
                    "The applications' databases cannot be made at %s: %s".formatted(server, failed.getMessage()),
                    failed);
        }
    }

    /** Drops them, whoever is still connected. */
    public static void drop(PostgresAddress server, Collection<String> names) {
        try (Connection connection = server.connect()) {
            for (String name : names) {
                execute(connection, "DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
            }
        } catch (SQLException failed) {
            throw new StackFailure("Databases stay behind at %s: %s".formatted(server, failed.getMessage()), failed);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
