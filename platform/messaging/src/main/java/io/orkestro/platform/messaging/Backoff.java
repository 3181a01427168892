package io.orkestro.platform.messaging;

import java.time.Duration;

/** Pauses that double from the first to the longest. */
public record Backoff(Duration first, Duration longest) {

    private static final int DOUBLINGS_BEFORE_OVERFLOW = 30;

    /** @param failures how many there were in a row before this one */
    public Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures, DOUBLINGS_BEFORE_OVERFLOW));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
