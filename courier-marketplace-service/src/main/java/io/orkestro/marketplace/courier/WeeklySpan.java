package io.orkestro.marketplace.courier;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A span that comes back every week, by the clock on the wall where the courier is.
 *
 * <p>Only the wall clock's reading counts, so that a change of the clocks needs no rule of its own: what the clock skips
 * in spring is in no span, and what it shows twice in autumn is in a span both times, or neither.
 *
 * @param days on which it begins; null is every day
 * @param from inclusive
 * @param to exclusive; not after {@code from} it is on the next day, so that equal ones make 24 hours
 */
record WeeklySpan(@Nullable List<DayOfWeek> days, LocalTime from, LocalTime to) {

    boolean includes(LocalDateTime wallClock) {
        LocalTime time = wallClock.toLocalTime();
        DayOfWeek today = wallClock.getDayOfWeek();
        if (from.isBefore(to)) {
            return beginsOn(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return (beginsOn(today) && !time.isBefore(from)) || (beginsOn(today.minus(1)) && time.isBefore(to));
    }

    private boolean beginsOn(DayOfWeek day) {
        return days == null || days.contains(day);
    }

    /** Each day once, Monday first, so that the same days are equal however they were sent. */
    static @Nullable List<DayOfWeek> inOrder(@Nullable List<DayOfWeek> days) {
        return days == null || days.stream().anyMatch(Objects::isNull)
                ? days
                : days.stream().distinct().sorted().toList();
    }
}
