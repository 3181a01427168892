package io.orkestro.platform.web.rehearsal;

import io.orkestro.platform.web.problem.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/** A rehearsal was in the way of something real, or took too long. */
final class RehearsalGaveUp extends Refusal {

    /**
     * PostgreSQL's: a lock was not to be had in time; the statement was cancelled; the transaction was idle for too long,
     * or over before; two waited for each other; two changed the same; somebody is just making the same, for what was there
     * before was looked for and not found; the connection is gone.
     */
    private static final Set<String> SOMEBODY_REAL =
            Set.of("55P03", "57014", "25P02", "25P03", "40P01", "40001", "23505", "57P01", "57P05");

    private static final String NO_CONNECTION = "08";

    RehearsalGaveUp(@Nullable Throwable why) {
        super(
                503,
                "rehearsal_gave_up",
                "The rehearsal gave up",
                "Something real was in the way, or the rehearsal took too long. Nothing of it is kept.",
                why);
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(1);
    }

    /** Whether it failed for being a rehearsal, or for being one at this moment. */
    static boolean isBecauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyFailureException
                    || cause instanceof TransactionTimedOutException
                    || cause instanceof CannotCreateTransactionException
                    || (cause instanceof SQLException sql && isSomebodyReal(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSomebodyReal(@Nullable String state) {
        return state != null && (SOMEBODY_REAL.contains(state) || state.startsWith(NO_CONNECTION));
    }
}
