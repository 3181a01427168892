package io.orkestro.tracking.position;

import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;

/** More reports wait to be written than should, or one has waited longer than it should. Repeating is harmless: what was taken in is known. */
final class TooManyPositions extends Refusal {

    TooManyPositions() {
        super(
                503,
                "overloaded",
                "Too busy right now",
                "No more positions are taken in for a moment. Repeat the request.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(1);
    }
}
