package io.orkestro.gateway.edge.problem;

import io.orkestro.platform.web.problem.Refusal;
import org.springframework.util.unit.DataSize;

/** The body is over the limit, as its Content-Length says or as counting found. */
public final class BodyTooLarge extends Refusal {

    private final boolean unread;

    private BodyTooLarge(DataSize limit, boolean unread) {
        super(
                413,
                "body_too_large",
                "The body is too large",
                "Bodies are at most %d MB; send less at a time.".formatted(limit.toMegabytes()));
        this.unread = unread;
    }

    /** All of it was read and thrown away: the connection is as good as before. */
    public static BodyTooLarge read(DataSize limit) {
        return new BodyTooLarge(limit, false);
    }

    /** What is left of it would be taken for the next request: the connection ends with the answer. */
    public static BodyTooLarge unread(DataSize limit) {
        return new BodyTooLarge(limit, true);
    }

    boolean isUnread() {
        return unread;
    }
}
