package io.orkestro.marketplace.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningHoursTests {

    @ParameterizedTest(name = "{0}-{1} {2} at {3}: {4}")
    @CsvSource(textBlock = """
            08:00, 22:00, Europe/London, 2026-01-15T08:00:00Z, true
            08:00, 22:00, Europe/London, 2026-01-15T07:59:59Z, false
            08:00, 22:00, Europe/London, 2026-01-15T22:00:00Z, false
            # in summer London is an hour ahead
            08:00, 22:00, Europe/London, 2026-07-15T07:00:00Z, true
            08:00, 22:00, Europe/London, 2026-07-15T21:00:00Z, false
            # over midnight
            18:00, 02:00, Europe/Rome,   2026-01-15T23:30:00Z, true
            18:00, 02:00, Europe/Rome,   2026-01-15T01:00:00Z, false
            18:00, 02:00, Europe/Rome,   2026-01-15T12:00:00Z, false
            # all day
            00:00, 00:00, UTC,           2026-01-15T03:00:00Z, true
            """)
    void areLocalAndMayCrossMidnight(LocalTime opens, LocalTime closes, ZoneId zone, Instant moment, boolean open) {
        assertThat(new OpeningHours(opens, closes, zone).include(moment)).isEqualTo(open);
    }
}
