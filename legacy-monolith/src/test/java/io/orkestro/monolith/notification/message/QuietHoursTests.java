package io.orkestro.monolith.notification.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When texts wait, and until when. */
class QuietHoursTests {

    @ParameterizedTest
    @CsvSource({
        // London in winter is UTC, in summer an hour ahead; Rome is one more.
        "22:00, 07:00, , Europe/London, 2026-01-10T21:59:59Z, 2026-01-10T21:59:59Z",
        "22:00, 07:00, , Europe/London, 2026-01-10T22:00:00Z, 2026-01-11T07:00:00Z",
        "22:00, 07:00, , Europe/London, 2026-01-11T06:59:59Z, 2026-01-11T07:00:00Z",
        "22:00, 07:00, , Europe/London, 2026-01-11T07:00:00Z, 2026-01-11T07:00:00Z",
        "22:00, 07:00, , Europe/London, 2026-07-10T21:00:00Z, 2026-07-11T06:00:00Z",
        "22:00, 07:00, , Europe/Rome,   2026-01-10T21:30:00Z, 2026-01-11T06:00:00Z",
        "22:00, 07:00, Europe/London, Europe/Rome, 2026-01-10T21:30:00Z, 2026-01-10T21:30:00Z",
        "13:00, 15:00, , Europe/London, 2026-01-10T14:00:00Z, 2026-01-10T15:00:00Z",
        "13:00, 15:00, , Europe/London, 2026-01-10T12:00:00Z, 2026-01-10T12:00:00Z",
        // The night in which the clocks go forward.
        "22:00, 01:30, , Europe/London, 2026-03-28T23:00:00Z, 2026-03-29T01:30:00Z"
    })
    void aTextIsSentWhenItIsDueOrWhenTheQuietEnds(
            LocalTime from, LocalTime until, @Nullable String timezone, ZoneId there, Instant due, Instant sent) {
        assertThat(new QuietHours(from, until, timezone).release(due, there)).isEqualTo(sent);
    }
}
