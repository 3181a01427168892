package io.orkestro.monolith.tracking.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.monolith.tracking.Fix;
import io.orkestro.monolith.tracking.TrackingProperties;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlausibilityTests {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private final Plausibility plausibility = new Plausibility(new TrackingProperties(
            Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(24), 300, Duration.ZERO, Duration.ZERO));

    @Test
    void theFirstFixOfTheDayIsBelieved() {
        assertThat(isPlausible(fix(51.5, -0.1, NOW), null)).isTrue();
    }

    @Test
    void clocksMayBeOffALittle() {
        assertThat(isPlausible(fix(51.5, -0.1, NOW.plus(Duration.ofMinutes(9))), null))
                .isTrue();
        assertThat(isPlausible(fix(51.5, -0.1, NOW.plus(Duration.ofMinutes(11))), null))
                .isFalse();
        assertThat(isPlausible(fix(51.5, -0.1, NOW.minus(Duration.ofHours(23))), null))
                .isTrue();
        assertThat(isPlausible(fix(51.5, -0.1, NOW.minus(Duration.ofHours(25))), null))
                .isFalse();
    }

    @Test
    void nobodyDeliversAtThreeHundredKilometresAnHour() {
        Fix last = fix(51.5, -0.1, NOW.minusSeconds(60));

        assertThat(isPlausible(fix(51.54, -0.1, NOW), last)).isTrue();
        assertThat(isPlausible(fix(51.56, -0.1, NOW), last)).isFalse();
    }

    @Test
    void aLateFixIsJudgedLikeAnEarlyOne() {
        Fix last = fix(51.5, -0.1, NOW);

        assertThat(isPlausible(fix(51.54, -0.1, NOW.minusSeconds(60)), last)).isTrue();
        assertThat(isPlausible(fix(51.56, -0.1, NOW.minusSeconds(60)), last)).isFalse();
    }

    @Test
    void aJumpWithinTheAccuracyIsNoMovement() {
        Fix last = fix(51.5, -0.1, NOW.minusMillis(1));

        assertThat(isPlausible(fix(51.5008, -0.1, NOW), last)).isTrue();
        assertThat(isPlausible(fix(51.502, -0.1, NOW), last)).isFalse();
    }

    @Test
    void aSandboxMayBeAsQuickAsItLikes() {
        Fix last = fix(51.5, -0.1, NOW.minusMillis(100));

        assertThat(plausibility.atAnySpeed().judge(fix(51.6, -0.1, NOW), last, NOW))
                .isEqualTo(Verdict.LIVE);
    }

    @Test
    void theGulfOfGuineaIsADeviceWithoutAFix() {
        assertThat(plausibility.judge(fix(0, 0, NOW), null, NOW)).isEqualTo(Verdict.NOWHERE);
    }

    @Test
    void whatWasRecordedBeforeTheLastOneIsLateAndTheSameMomentARepeat() {
        Fix last = fix(51.5, -0.1, NOW);

        assertThat(plausibility.judge(fix(51.5, -0.1, NOW.minusSeconds(1)), last, NOW))
                .isEqualTo(Verdict.LATE);
        assertThat(plausibility.judge(fix(51.5, -0.1, NOW), last, NOW)).isEqualTo(Verdict.REPEATED);
        assertThat(plausibility.judge(fix(51.5, -0.1, NOW.plusSeconds(1)), last, NOW))
                .isEqualTo(Verdict.LIVE);
    }

    private boolean isPlausible(Fix fix, @Nullable Fix last) {
        return plausibility.judge(fix, last, NOW).isKept();
    }

    private static Fix fix(double lat, double lng, Instant recordedAt) {
        return new Fix(lat, lng, recordedAt, null, null, null);
    }
}
