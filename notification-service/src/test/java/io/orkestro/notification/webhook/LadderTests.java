package io.orkestro.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTests {

    private static final List<Duration> WAITS = List.of(
            Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2));

    private final Ladder ladder = new Ladder(WAITS, 1);

    @Test
    void everyRungWaitsLongerAndAboveTheLastIsNothing() {
        assertThat(ladder.waitBefore(1, null)).contains(Duration.ofSeconds(5));
        assertThat(ladder.waitBefore(4, null)).contains(Duration.ofHours(2));
        assertThat(ladder.waitBefore(5, null)).isEmpty();
    }

    @Test
    void aReceiverMayAskForMoreTimeButNotForLess() {
        assertThat(ladder.waitBefore(1, Duration.ofMinutes(1))).contains(Duration.ofMinutes(1));
        assertThat(ladder.waitBefore(2, Duration.ofSeconds(1))).contains(Duration.ofMinutes(5));
        assertThat(ladder.waitBefore(2, Duration.ofDays(9))).contains(Duration.ofHours(2));
        assertThat(ladder.waitBefore(2, Duration.ofSeconds(-9))).contains(Duration.ofMinutes(5));
    }

    @Test
    void timeOnTheLadderCanRunFaster() {
        assertThat(new Ladder(WAITS, 0.01).waitBefore(2, null)).contains(Duration.ofSeconds(3));
    }
}
