package io.orkestro.tracking.stream;

import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;

/** Enough people look already. */
final class TooManyStreams extends Refusal {

    TooManyStreams() {
        super(503, "overloaded", "Too busy", "Too many streams are open; try again, or ask from time to time instead.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(30);
    }
}
