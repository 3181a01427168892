package io.orkestro.notification.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a webhook that was not taken is tried again. Rungs count from 0, the first try. */
final class Ladder {

    private final List<Duration> waits;
    private final double scale;

    Ladder(List<Duration> waits, double scale) {
        this.waits = List.copyOf(waits);
        this.scale = scale;
    }

    /**
     * How long the try on this rung waits for the one before it to have failed.
     *
     * @param asked what the receiver asked for, null where it did not; honoured up to the longest wait of the ladder
     * @return empty above the last rung
     */
    Optional<Duration> waitBefore(int rung, @Nullable Duration asked) {
        if (rung >= waits.size()) {
            return Optional.empty();
        }
        Duration wait = scaled(waits.get(rung));
        if (asked == null || asked.compareTo(wait) <= 0) {
            return Optional.of(wait);
        }
        Duration longest = waits.stream().max(Duration::compareTo).orElse(wait);
        return Optional.of(asked.compareTo(longest) < 0 ? asked : longest);
    }

    private Duration scaled(Duration wait) {
        return Duration.ofMillis(Math.round(wait.toMillis() * scale));
    }
}
