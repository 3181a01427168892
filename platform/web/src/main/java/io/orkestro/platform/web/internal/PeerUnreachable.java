package io.orkestro.platform.web.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A peer did not answer, or not with what was asked for. It may have done it all the same, unless {@link #neverSent}. */
public final class PeerUnreachable extends RuntimeException {

    private final String peer;
    private final Reason reason;

    /** How a call came to nothing. */
    enum Reason {
        /** Nobody listens there. */
        NOBODY_THERE,
        /** Others wait for it already, as many as may. */
        QUEUE_FULL,
        NO_ANSWER,
        OTHER_ANSWER
    }

    PeerUnreachable(String peer, Reason reason, String detail, @Nullable Throwable cause) {
        super("%s does not answer: %s".formatted(peer, detail), cause);
        this.peer = peer;
        this.reason = reason;
    }

    /** For figures. */
    String outcome() {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    public String peer() {
        return peer;
    }

    /** The peer knows nothing of the call. */
    public boolean neverSent() {
        return reason == Reason.NOBODY_THERE || reason == Reason.QUEUE_FULL;
    }

    /** Nobody listens there; the other faults may be those of a peer that is slow. */
    public boolean isNobodyThere() {
        return reason == Reason.NOBODY_THERE;
    }
}
