package io.orkestro.tracking.stream;

import io.orkestro.tracking.Changes;
import java.time.Duration;
import java.util.List;

/** What one stream tells. */
public interface Source {

    /** What it is about, for counting who looks at the same and for the log. */
    String topic();

    /** @param onChange to be run whenever something may be new */
    Changes.Watch watch(Runnable onChange);

    /**
     * What is new since it was asked last; empty where nothing is. Asked by one thread: at the beginning, after each change and
     * every few seconds.
     */
    List<Event> next();

    /** Whether nothing will be new any more. */
    boolean isOver();

    /** A pause after news, so that changes in quick succession are told as one. */
    default Duration breath() {
        return Duration.ZERO;
    }
}
