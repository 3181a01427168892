package io.orkestro.system.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One request and what came of it.
 *
 * @param action what it was for: create, read, change, cancel, report …
 * @param status 0 where no answer came
 * @param servedBy {@code X-Served-By}; empty where no answer came
 * @param said the answer's body where it was a refusal, or why there was none
 */
public record Exchange(String action, Instant at, Duration took, int status, String servedBy, String said) {

    private static final int REFUSED = 400;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final Set<String> READS = Set.of("read", "offers", "tracking", "messages");
    private static final Set<String> FOLLOWING = Set.of("position", "tracking", "messages");

    boolean isFailure() {
        return status == 0 || (status >= REFUSED && !isAnOfferCalledOff() && !isAhead());
    }

    /** Tracking and notification follow by messages, and are a moment behind who asks at once. */
    private boolean isAhead() {
        return FOLLOWING.contains(action) && status == NOT_FOUND;
    }

    /** The retailer may change its mind while the courier says yes. */
    private boolean isAnOfferCalledOff() {
        return action.equals("accept") && status == CONFLICT;
    }

    /** Nothing was done, and the same request is welcome a moment later. */
    public boolean isToComeAgain() {
        return status == UNAVAILABLE;
    }

    boolean isRead() {
        return READS.contains(action);
    }
}
