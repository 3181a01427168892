package io.orkestro.marketplace.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(textBlock = """
            # Friday 2026-01-16 begins a night that ends on Saturday morning
            FRIDAY,          2026-01-16T21:59:00Z, false
            FRIDAY,          2026-01-16T22:00:00Z, true
            FRIDAY,          2026-01-17T03:59:59Z, true
            FRIDAY,          2026-01-17T04:00:00Z, false
            FRIDAY,          2026-01-17T22:00:00Z, false
            FRIDAY,          2026-01-16T03:00:00Z, false
            # from Sunday into Monday, over the end of the week
            SUNDAY,          2026-01-19T03:00:00Z, true
            SUNDAY,          2026-01-18T03:00:00Z, false
            MONDAY;TUESDAY,  2026-01-20T03:00:00Z, true
            MONDAY;TUESDAY,  2026-01-19T03:00:00Z, false
            """)
    void belongToTheDayOnWhichTheyBegin(String days, Instant moment, boolean open) {
        List<DayOfWeek> each =
                Stream.of(days.split(";")).map(DayOfWeek::valueOf).toList();
        Hours night = new Hours(each, LocalTime.of(22, 0), LocalTime.of(4, 0));
        assertThat(new OpeningHours(List.of(night), ZoneId.of("Europe/London")).include(moment))
                .isEqualTo(open);
    }

    @Test
    void areTheHoursOfAnyOfTheDays() {
        OpeningHours week = new OpeningHours(
                List.of(
                        new Hours(List.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(12, 0)),
                        new Hours(List.of(DayOfWeek.MONDAY), LocalTime.of(14, 0), LocalTime.of(18, 0)),
                        new Hours(List.of(DayOfWeek.SATURDAY), LocalTime.of(0, 0), LocalTime.of(0, 0))),
                ZoneId.of("UTC"));
        assertThat(week.include(Instant.parse("2026-01-19T11:59:59Z"))).isTrue();
        assertThat(week.include(Instant.parse("2026-01-19T13:00:00Z"))).isFalse();
        assertThat(week.include(Instant.parse("2026-01-19T14:00:00Z"))).isTrue();
        assertThat(week.include(Instant.parse("2026-01-24T00:00:00Z"))).isTrue();
        assertThat(week.include(Instant.parse("2026-01-24T23:59:59Z"))).isTrue();
        assertThat(week.include(Instant.parse("2026-01-25T00:00:00Z"))).isFalse();
    }

    @ParameterizedTest(name = "{0}-{1} at {2}: {3}")
    @CsvSource(textBlock = """
            # 2026-03-29, London: 01:00 becomes 02:00 at 01:00Z, so that the hour from 01:00 is never
            01:00, 02:00, 2026-03-29T00:59:59Z, false
            01:00, 02:00, 2026-03-29T01:00:00Z, false
            00:30, 01:30, 2026-03-29T00:30:00Z, true
            00:30, 01:30, 2026-03-29T01:00:00Z, false
            22:00, 06:00, 2026-03-29T04:59:59Z, true
            22:00, 06:00, 2026-03-29T05:00:00Z, false
            # 2026-10-25, London: 02:00 becomes 01:00 at 01:00Z, so that the hour from 01:00 is twice
            01:00, 02:00, 2026-10-25T00:00:00Z, true
            01:00, 02:00, 2026-10-25T00:59:59Z, true
            01:00, 02:00, 2026-10-25T01:00:00Z, true
            01:00, 02:00, 2026-10-25T02:00:00Z, false
            22:00, 01:30, 2026-10-25T00:29:59Z, true
            22:00, 01:30, 2026-10-25T00:30:00Z, false
            22:00, 01:30, 2026-10-25T01:00:00Z, true
            22:00, 01:30, 2026-10-25T01:30:00Z, false
            """)
    void goByTheWallClockWhenItChanges(LocalTime opens, LocalTime closes, Instant moment, boolean open) {
        assertThat(new OpeningHours(opens, closes, ZoneId.of("Europe/London")).include(moment))
                .isEqualTo(open);
    }
}
