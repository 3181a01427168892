package io.orkestro.platform.web.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is understood and not granted. Features extend it with a named class that holds the facts as fields;
 * {@link ProblemAdvice} turns it into a problem document. It rolls the transaction back and logs no stack trace.
 */
public abstract class Refusal extends RuntimeException {

    private final int status;
    private final String code;
    private final String title;

    /**
     * @param status HTTP status: 404 unknown, 409 not now, 410 no longer, 422 never like this, 503 later
     * @param code stable, snake case
     * @param title constant for the code
     * @param detail what happened and what to do; safe to show
     */
    protected Refusal(int status, String code, String title, String detail) {
        this(status, code, title, detail, null);
    }

    /** @param cause what stood in the way, for our own log; null where the request alone is at fault */
    protected Refusal(int status, String code, String title, String detail, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.status = status;
        this.code = code;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String detail() {
        String message = getMessage();
        return message == null ? title : message;
    }

    /** The fields at fault; empty unless overridden. */
    public List<Problem.FieldError> errors() {
        return List.of();
    }

    /** What is already there and stands in the way; null unless overridden. */
    public @Nullable String existingId() {
        return null;
    }

    /** When it makes sense to try again; null unless overridden. Sent as {@code Retry-After}. */
    public @Nullable Duration retryAfter() {
        return null;
    }
}
