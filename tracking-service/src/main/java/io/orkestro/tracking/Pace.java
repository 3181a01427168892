package io.orkestro.tracking;

import io.orkestro.tracking.DeliveryNews.CourierNews;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast a courier is, in metres a second: what it lately kept, fading by {@link #MEMORY}, so that it is known from one
 * number and not from all its fixes.
 */
final class Pace {

    /** After this long without anything new two thirds of what was known are forgotten. */
    static final Duration MEMORY = Duration.ofSeconds(90);

    /** A courier that hardly moves is at a light or a counter, and will move again. */
    private static final double SLOWEST_SHARE_OF_USUAL = 1 / 3.0;

    private Pace() {}

    /** @param before null where nothing was known */
    static double after(@Nullable Double before, @Nullable CourierNews courier, @Nullable Fix last, Fix fix) {
        double known = before == null ? usual(courier) : before;
        if (last == null) {
            return known;
        }
        double seconds = Duration.between(last.recordedAt(), fix.recordedAt()).toMillis() / 1000.0;
        if (seconds <= 0) {
            return known;
        }
        double kept = last.metersTo(fix) / seconds;
        double share = 1 - Math.exp(-seconds / MEMORY.toSeconds());
        return known + share * (kept - known);
    }

    /** What to reckon with: never less than a share of what such a vehicle usually does. */
    static double metersPerSecond(@Nullable Double pace, @Nullable CourierNews courier) {
        double usual = usual(courier);
        return pace == null ? usual : Math.max(usual * SLOWEST_SHARE_OF_USUAL, pace);
    }

    private static double usual(@Nullable CourierNews courier) {
        return usualKmh(courier == null ? null : courier.vehicle()) / 3.6;
    }

    private static double usualKmh(@Nullable String vehicle) {
        return switch (vehicle == null ? "" : vehicle) {
            case "foot" -> 5;
            case "cargo_bike" -> 13;
            case "bike" -> 15;
            case "moto" -> 28;
            case "car" -> 25;
            case "van" -> 22;
            default -> 20;
        };
    }
}
