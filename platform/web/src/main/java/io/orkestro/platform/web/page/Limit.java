package io.orkestro.platform.web.page;

import io.orkestro.platform.web.problem.InvalidRequest;
import org.jspecify.annotations.Nullable;

/** How many rows a client asked for. */
public final class Limit {

    private Limit() {}

    /** 1 to {@value Page#MAXIMUM_LIMIT}; {@value Page#DEFAULT_LIMIT} where the client did not say. */
    public static int of(@Nullable Integer asked) {
        if (asked == null) {
            return Page.DEFAULT_LIMIT;
        }
        if (asked < 1 || asked > Page.MAXIMUM_LIMIT) {
            throw new InvalidRequest("limit", "out_of_range", "limit is 1 to %d".formatted(Page.MAXIMUM_LIMIT));
        }
        return asked;
    }
}
