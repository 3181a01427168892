package io.orkestro.platform.web.problem;

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

    /** Where this fails the connection is gone, and with it what went wrong before; Spring tells it in words alone. */
    private static final String ROLLBACK_FAILED = "Could not roll back";

    private static final String TRANSACTION_FAILED = "org.springframework.transaction.TransactionSystemException";

    private DatabaseAway() {}

    static boolean causes(Throwable failure) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientException
                    || ComeAgain.says(t)
                    || isFailedRollback(t)
                    || isWorthRepeating(t.getClass())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFailedRollback(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return failure.getClass().getName().equals(TRANSACTION_FAILED)
                && message != null
                && message.startsWith(ROLLBACK_FAILED);
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
