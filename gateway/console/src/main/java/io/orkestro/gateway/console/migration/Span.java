package io.orkestro.gateway.console.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far back a page looks, and in what pieces. */
enum Span {
    QUARTER("15m", "15 minutes", 10, 90),
    HOUR("1h", "hour", 30, 120),
    SIX_HOURS("6h", "6 hours", 180, 120),
    DAY("24h", "24 hours", 600, 144);

    private final String id;
    private final String words;
    private final int step;
    private final int points;

    Span(String id, String words, int step, int points) {
        this.id = id;
        this.words = words;
        this.step = step;
        this.points = points;
    }

    static Span of(@Nullable String id) {
        return Arrays.stream(values())
                .filter(span -> span.id.equals(id))
                .findAny()
                .orElse(QUARTER);
    }

    String id() {
        return id;
    }

    /** As in "the last …". */
    String words() {
        return words;
    }

    Duration step() {
        return Duration.ofSeconds(step);
    }

    int points() {
        return points;
    }

    /** So that the pieces begin at whole steps, and the last one may still be filling. */
    Instant begin(Instant now) {
        long last = Math.floorDiv(now.getEpochSecond(), step) * step;
        return Instant.ofEpochSecond(last - (long) step * (points - 1));
    }
}
