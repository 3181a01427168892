package io.orkestro.gateway.console.guard;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * That one console judges at a time: an advisory lock, on a connection that is kept for nothing else. It ends with its
 * connection, so a console that dies leaves it to the next.
 */
final class GuardLock {

    private static final long KEY = 0x6f726b6775617264L;

    private final DataSource database;
    private @Nullable Connection connection;

    GuardLock(DataSource database) {
        this.database = database;
    }

    /** Whether this console has it, now. */
    boolean isHeld() {
        try {
            if (connection != null && connection.isValid(1)) {
                return true;
            }
            release();
            return take();
        } catch (SQLException gone) {
            release();
            return false;
        }
    }

    void release() {
        Connection held = connection;
        connection = null;
        if (held == null) {
            return;
        }
        try (held;
                Statement statement = held.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + KEY + ")");
        } catch (SQLException gone) {
            // And the lock with it.
        }
    }

    private boolean take() throws SQLException {
        Connection candidate = database.getConnection();
        boolean isTaken = false;
        try (Statement statement = candidate.createStatement();
                ResultSet answer = statement.executeQuery("select pg_try_advisory_lock(" + KEY + ")")) {
            isTaken = answer.next() && answer.getBoolean(1);
        } finally {
            if (!isTaken) {
                candidate.close();
            }
        }
        connection = isTaken ? candidate : null;
        return isTaken;
    }
}
