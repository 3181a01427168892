package io.orkestro.platform.web.problem;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's states that say: the same again, a moment later, may succeed. The driver makes no exceptions of its own of them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL's error codes</a>
 */
public final class ComeAgain {

    /** A lock was not to be had in time; two waited for each other; two changed the same. */
    private static final Set<String> SOMEBODY_ELSE = Set.of("55P03", "40P01", "40001");

    /** Connection exceptions; the server shuts down, starts, or has ended the session. */
    private static final Set<String> CONNECTION_LOST = Set.of("08", "57P");

    private ComeAgain() {}

    /** Of this one, not of its causes. */
    public static boolean says(Throwable failure) {
        @Nullable String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null
                && (SOMEBODY_ELSE.contains(state) || CONNECTION_LOST.stream().anyMatch(state::startsWith));
    }
}
