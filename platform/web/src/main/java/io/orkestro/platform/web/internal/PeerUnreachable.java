package io.orkestro.platform.web.internal;

import org.jspecify.annotations.Nullable;

/** A peer did not answer, or not with what was asked for. It may have done it all the same, unless {@link #neverSent}. */
public final class PeerUnreachable extends RuntimeException {

    private final String peer;
    private final boolean neverSent;

    PeerUnreachable(String peer, String reason, boolean neverSent, @Nullable Throwable cause) {
        super("%s does not answer: %s".formatted(peer, reason), cause);
        this.peer = peer;
        this.neverSent = neverSent;
    }

    public String peer() {
        return peer;
    }

    /** Nobody listens there, so the peer knows nothing of the call. */
    public boolean neverSent() {
        return neverSent;
    }
}
