package io.orkestro.marketplace.courier;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * When a courier picks up: within any of its hours. How a change of the clocks is taken, {@link WeeklySpan} says.
 *
 * @param hours may overlap; none is never
 */
record OpeningHours(List<Hours> hours, ZoneId timezone) {

    OpeningHours {
        hours = List.copyOf(hours);
    }

    /**
     * Every day alike.
     *
     * @param opensAt local time, inclusive
     * @param closesAt local time, exclusive; before {@code opensAt} it is on the next day, equal to it means never closed
     */
    OpeningHours(LocalTime opensAt, LocalTime closesAt, ZoneId timezone) {
        this(List.of(new Hours(null, opensAt, closesAt)), timezone);
    }

    boolean include(Instant moment) {
        LocalDateTime wallClock = LocalDateTime.ofInstant(moment, timezone);
        return hours.stream().anyMatch(each -> each.span().includes(wallClock));
    }
}
