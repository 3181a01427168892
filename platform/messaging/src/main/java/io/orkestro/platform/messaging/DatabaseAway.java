package io.orkestro.platform.messaging;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that cannot be reached, or cannot work, from one that objects to a statement. */
final class DatabaseAway {

    /** Connection, resources, operator intervention (but 57014: one statement cancelled), system error. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    private static final String STATEMENT_CANCELLED = "57014";
    /** A standby that has not been promoted yet. */
    private static final String READ_ONLY = "25006";

    private DatabaseAway() {}

    static boolean isCauseOf(Throwable failure) {
        int depth = 0;
        for (@Nullable Throwable cause = failure; cause != null && depth++ < 20; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException
                    || (cause instanceof SQLException sql && saysSo(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSo(@Nullable String state) {
        return state != null
                && state.length() == 5
                && (CLASSES.contains(state.substring(0, 2)) || state.equals(READ_ONLY))
                && !state.equals(STATEMENT_CANCELLED);
    }
}
