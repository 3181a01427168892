package io.orkestro.platform.web.rehearsal;

import io.orkestro.platform.web.problem.ComeAgain;
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
     * PostgreSQL's, besides those that mean the same to everybody: the statement was cancelled; the transaction was over before,
     * or idle for too long; somebody is just making the same, for what was there before was looked for and not found.
     */
    private static final Set<String> IN_A_REHEARSAL = Set.of("57014", "25P02", "25P03", "23505");

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
                    || ComeAgain.says(cause)
                    || (cause instanceof SQLException sql && isOfARehearsal(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfARehearsal(@Nullable String state) {
        return state != null && IN_A_REHEARSAL.contains(state);
    }
}
