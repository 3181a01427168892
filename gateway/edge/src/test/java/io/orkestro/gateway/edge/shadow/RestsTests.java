package io.orkestro.gateway.edge.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestsTests {

    @Test
    void onlyWhoGivesNoAnswerSeveralTimesInARowIsLeftAlone() {
        Rests rests = new Rests(2, Duration.ofHours(1));
        rests.unanswered();
        rests.answered();
        rests.unanswered();
        assertThat(rests.isResting()).isFalse();

        rests.unanswered();
        assertThat(rests.isResting()).isTrue();
        rests.answered();
        assertThat(rests.isResting()).isFalse();
    }

    @Test
    void afterARestItIsAskedAgainAndOneMoreFailureIsEnough() {
        Rests rests = new Rests(2, Duration.ofMillis(20));
        rests.unanswered();
        rests.unanswered();
        await().until(() -> !rests.isResting());

        rests.unanswered();
        assertThat(rests.isResting()).isTrue();
    }
}
