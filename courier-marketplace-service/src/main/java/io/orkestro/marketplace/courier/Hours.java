package io.orkestro.marketplace.courier;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some days' opening hours, by the clock on the wall.
 *
 * @param days on which it opens; null is every day
 * @param opensAt inclusive
 * @param closesAt exclusive; not after {@code opensAt} it is on the next day, so that equal ones make 24 hours
 */
public record Hours(
        @Size(min = 1, max = 7) @Nullable List<@NotNull DayOfWeek> days,
        @JsonFormat(pattern = "HH:mm") @NotNull LocalTime opensAt,
        @JsonFormat(pattern = "HH:mm") @NotNull LocalTime closesAt) {

    public Hours {
        days = WeeklySpan.inOrder(days);
    }

    WeeklySpan span() {
        return new WeeklySpan(days, opensAt, closesAt);
    }
}
