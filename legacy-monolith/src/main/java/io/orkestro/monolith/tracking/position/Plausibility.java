package io.orkestro.monolith.tracking.position;

import io.orkestro.monolith.tracking.Fix;
import io.orkestro.monolith.tracking.TrackingProperties;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells a fix that can be from one a device made up. Devices do, and it is nobody's error. */
final class Plausibility {

    /** What a fix may be off where the device does not say. */
    private static final double USUAL_ACCURACY_METERS = 50;

    private final TrackingProperties limits;
    private final double maxSpeedKmh;

    Plausibility(TrackingProperties limits) {
        this(limits, limits.maxSpeedKmh());
    }

    private Plausibility(TrackingProperties limits, double maxSpeedKmh) {
        this.limits = limits;
        this.maxSpeedKmh = maxSpeedKmh;
    }

    Plausibility atAnySpeed() {
        return new Plausibility(limits, Double.MAX_VALUE);
    }

    /** @param last the one that is shown, null where none is */
    Verdict judge(Fix fix, @Nullable Fix last, Instant now) {
        if (fix.recordedAt().isAfter(now.plus(limits.maxAhead()))) {
            return Verdict.FROM_THE_FUTURE;
        }
        if (fix.recordedAt().isBefore(now.minus(limits.maxAge()))) {
            return Verdict.TOO_OLD;
        }
        if (fix.lat() == 0 && fix.lng() == 0) {
            return Verdict.NOWHERE;
        }
        if (last == null) {
            return Verdict.LIVE;
        }
        if (fix.recordedAt().equals(last.recordedAt())) {
            return Verdict.REPEATED;
        }
        if (!isReachable(fix, last)) {
            return Verdict.TOO_FAST;
        }
        return fix.recordedAt().isAfter(last.recordedAt()) ? Verdict.LIVE : Verdict.LATE;
    }

    /** Two fixes in one second differ by their inaccuracy alone, so that much is no movement. */
    private boolean isReachable(Fix fix, Fix last) {
        double moved = fix.metersTo(last) - accuracy(fix) - accuracy(last);
        Duration passed = Duration.between(last.recordedAt(), fix.recordedAt()).abs();
        return moved <= maxSpeedKmh / 3.6 * (passed.toMillis() / 1000.0);
    }

    private static double accuracy(Fix fix) {
        return fix.accuracyMeters() == null
                ? USUAL_ACCURACY_METERS
                : Math.min(fix.accuracyMeters(), USUAL_ACCURACY_METERS * 10);
    }
}
