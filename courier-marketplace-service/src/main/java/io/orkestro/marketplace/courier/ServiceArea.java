package io.orkestro.marketplace.courier;

import io.orkestro.marketplace.place.Location;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Where a courier works: a circle.
 *
 * @param radiusMeters as the crow flies, 100 m to 500 km
 */
public record ServiceArea(
        @NotNull @Valid Location center,
        @NotNull @Min(100) @Max(500_000) Integer radiusMeters) {

    public boolean contains(Location location) {
        return center.metersTo(location) <= radiusMeters;
    }
}
