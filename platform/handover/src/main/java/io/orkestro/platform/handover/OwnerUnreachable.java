package io.orkestro.platform.handover;

import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;

/** The side that owns it, or alone would know of it, does not answer. */
final class OwnerUnreachable extends Refusal {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    OwnerUnreachable(RuntimeException cause) {
        super(
                503,
                "owner_unreachable",
                "Whoever keeps this does not answer right now",
                "Nothing was changed. Repeat the request, with the same Idempotency-Key if it had one, in a moment.",
                cause);
    }

    @Override
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
