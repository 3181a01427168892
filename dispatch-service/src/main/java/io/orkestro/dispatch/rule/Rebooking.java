package io.orkestro.dispatch.rule;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the next courier is asked. Where a trigger is off, the delivery waits for somebody to dispatch it instead.
 *
 * @param onRejection a courier says no; null is yes
 * @param onTimeout a courier does not answer; null is yes
 * @param onDropOut a courier takes its yes back; null is yes
 * @param whenNobodyIsOnTheWay a courier that said yes is not heard of near the pick-up: it is called off; null is no
 * @param watchBeforePickupSeconds how long before the pick-up somebody should be on the way; null is ten minutes
 * @param watchEverySeconds how often to look from then on, and how long a courier may be silent; null is five minutes
 */
public record Rebooking(
        @Nullable Boolean onRejection,
        @Nullable Boolean onTimeout,
        @Nullable Boolean onDropOut,
        @Nullable Boolean whenNobodyIsOnTheWay,
        @Min(0) @Max(14_400) @Nullable Integer watchBeforePickupSeconds,
        @Min(30) @Max(3_600) @Nullable Integer watchEverySeconds) {

    static final Rebooking INITIAL = new Rebooking(null, null, null, null, null, null);

    private static final int TEN_MINUTES = 600;
    private static final int FIVE_MINUTES = 300;

    public Rebooking {
        onRejection = !Boolean.FALSE.equals(onRejection);
        onTimeout = !Boolean.FALSE.equals(onTimeout);
        onDropOut = !Boolean.FALSE.equals(onDropOut);
        whenNobodyIsOnTheWay = Boolean.TRUE.equals(whenNobodyIsOnTheWay);
        watchBeforePickupSeconds = watchBeforePickupSeconds == null ? TEN_MINUTES : watchBeforePickupSeconds;
        watchEverySeconds = watchEverySeconds == null ? FIVE_MINUTES : watchEverySeconds;
    }

    public boolean afterRejection() {
        return Boolean.TRUE.equals(onRejection);
    }

    public boolean afterTimeout() {
        return Boolean.TRUE.equals(onTimeout);
    }

    public boolean afterDropOut() {
        return Boolean.TRUE.equals(onDropOut);
    }

    /** Whether couriers that said yes are watched at all. */
    public boolean watches() {
        return Boolean.TRUE.equals(whenNobodyIsOnTheWay);
    }

    public Duration watchBeforePickup() {
        return Duration.ofSeconds(watchBeforePickupSeconds == null ? TEN_MINUTES : watchBeforePickupSeconds);
    }

    public Duration watchEvery() {
        return Duration.ofSeconds(watchEverySeconds == null ? FIVE_MINUTES : watchEverySeconds);
    }
}
