package io.orkestro.platform.web.problem;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that cannot be reached, or is overrun for a moment, from a fault of ours. */
final class DatabaseAway {

    /** The framework's exceptions for it, by name: not every application has a database on its class path. */
    private static final Set<String> WORTH_REPEATING = Set.of(
            "org.springframework.dao.TransientDataAccessException",
            "org.springframework.transaction.CannotCreateTransactionException",
            "org.springframework.jdbc.CannotGetJdbcConnectionException",
            "org.springframework.dao.DataAccessResourceFailureException",
            "org.springframework.dao.RecoverableDataAccessException");

    /** PostgreSQL's, when {@code lock_timeout} is over; the driver makes no exception of its own of it. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private DatabaseAway() {}

    static boolean causes(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientException || isLockedTooLong(t) || isWorthRepeating(t.getClass())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLockedTooLong(Throwable failure) {
        return failure instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
    }

    private static boolean isWorthRepeating(Class<?> type) {
        for (@Nullable Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (WORTH_REPEATING.contains(c.getName())) {
                return true;
            }
        }
        return false;
    }
}
