package io.orkestro.gateway.edge.shadow;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A side that gave no answer several times in a row is left alone for a moment, and then asked again. */
final class Rests {

    private final int inARow;
    private final long nanos;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile long begun;

    Rests(int inARow, Duration rest) {
        this.inARow = inARow;
        this.nanos = rest.toNanos();
    }

    boolean isResting() {
        return unanswered.get() >= inARow && System.nanoTime() - begun < nanos;
    }

    void answered() {
        unanswered.set(0);
    }

    /** After a rest each further one begins another. */
    void unanswered() {
        if (unanswered.incrementAndGet() >= inARow) {
            begun = System.nanoTime();
        }
    }
}
