package io.orkestro.tracking;

import io.orkestro.tracking.place.Location;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One GPS fix.
 *
 * @param recordedAt by the device's clock
 * @param accuracyMeters radius within which the device believes to be
 * @param heading degrees clockwise from north
 */
public record Fix(
        @NotNull @DecimalMin("-90") @DecimalMax("90") Double lat,
        @NotNull @DecimalMin("-180") @DecimalMax("180") Double lng,
        @NotNull Instant recordedAt,
        @PositiveOrZero @Nullable Double accuracyMeters,
        @PositiveOrZero @Nullable Double speedKmh,
        @DecimalMin("0") @DecimalMax("360") @Nullable Double heading) {

    public Location location() {
        return new Location(lat, lng);
    }

    public double metersTo(Fix other) {
        return location().metersTo(other.location());
    }
}
