package io.orkestro.platform.handover;

import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;

/** The side that owns it does not answer, so it cannot be changed right now. */
final class OwnerUnreachable extends Refusal {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    OwnerUnreachable() {
        super(
                503,
                "owner_unreachable",
                "This cannot be changed right now",
                "Nothing was changed. Repeat the request with the same Idempotency-Key in a moment.");
    }

    @Override
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
