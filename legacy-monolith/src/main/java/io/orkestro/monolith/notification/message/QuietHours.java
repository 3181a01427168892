package io.orkestro.monolith.notification.message;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When phones stay silent, by the clock on the reader's wall; they may reach over midnight.
 *
 * @param timezone of the clock, null for that of the place the message is for
 */
record QuietHours(
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime from,
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime until,
        @Nullable String timezone) {

    /** When what is due at this moment may be sent: then, or when the quiet ends. */
    Instant release(Instant due, ZoneId zoneThere) {
        ZonedDateTime wall = due.atZone(timezone == null ? zoneThere : ZoneId.of(timezone));
        if (!isQuiet(wall.toLocalTime())) {
            return due;
        }
        ZonedDateTime end = wall.with(until);
        return (end.isAfter(wall) ? end : end.plusDays(1)).toInstant();
    }

    private boolean isQuiet(LocalTime time) {
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }

    boolean hasUnknownTimezone() {
        if (timezone == null) {
            return false;
        }
        try {
            ZoneId.of(timezone);
            return false;
        } catch (DateTimeException unknown) {
            return true;
        }
    }
}
