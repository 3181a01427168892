package io.orkestro.platform.stack.postgres;

import io.orkestro.platform.stack.process.StackFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** The applications' databases on one server, and who uses them besides their owner. */
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

    /** Creates somebody who may log in and, until a database's owner says more, do nothing; who is there gets this password. */
    public static void createUser(PostgresAddress server, String name, String password) {
        try (Connection connection = server.connect()) {
            String verb = isUser(connection, name) ? "ALTER" : "CREATE";
            execute(connection, "%s ROLE %s LOGIN PASSWORD %s".formatted(verb, quoted(name), literal(password)));
        } catch (SQLException failed) {
            throw new StackFailure(
                    "The user %s cannot be made at %s: %s".formatted(name, server, failed.getMessage()), failed);
        }
    }

    /** Once no database knows of it any more. */
    public static void dropUser(PostgresAddress server, String name) {
        try (Connection connection = server.connect()) {
            execute(connection, "DROP ROLE IF EXISTS " + quoted(name));
        } catch (SQLException failed) {
            throw new StackFailure(
                    "The user %s stays behind at %s: %s".formatted(name, server, failed.getMessage()), failed);
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
        return finds(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name);
    }

    private static boolean isUser(Connection connection, String name) throws SQLException {
        return finds(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name);
    }

    private static boolean finds(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
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

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
