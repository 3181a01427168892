package io.orkestro.marketplace.courier;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When a courier picks up, every day alike.
 *
 * @param opensAt local time, inclusive
 * @param closesAt local time, exclusive; before {@code opensAt} it is on the next day, equal to it means never closed
 */
record OpeningHours(LocalTime opensAt, LocalTime closesAt, ZoneId timezone) {

    boolean include(Instant moment) {
        LocalTime time = moment.atZone(timezone).toLocalTime();
        if (opensAt.equals(closesAt)) {
            return true;
        }
        return opensAt.isBefore(closesAt)
                ? !time.isBefore(opensAt) && time.isBefore(closesAt)
                : !time.isBefore(opensAt) || time.isBefore(closesAt);
    }
}
