package io.orkestro.marketplace.adapter;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that brought no answer to act on; worth another try. */
public class CourierUnreachable extends Exception {

    private final String detail;
    private final @Nullable Duration retryAfter;

    /**
     * @param detail holds nothing that was sent or received
     */
    public CourierUnreachable(String detail, @Nullable Duration retryAfter) {
        super(detail);
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    public CourierUnreachable(String detail) {
        this(detail, null);
    }

    public String detail() {
        return detail;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
