package io.orkestro.marketplace.courier;

import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.place.Stop;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a courier works: a circle, and within it an outline or postcode districts if there are such. Who reads the circle
 * alone sees at most more than there is, never less.
 *
 * @param center also where the drivers set out from
 * @param radiusMeters as the crow flies, 100 m to 500 km
 * @param outline null is no narrower than the circle
 * @param districts postcode districts, as {@link Districts} reads them; null is no narrower than the circle
 */
public record ServiceArea(
        Location center,
        Integer radiusMeters,
        @Nullable Outline outline,
        @Nullable List<String> districts) {

    static final int MIN_RADIUS_METERS = 100;
    static final int MAX_RADIUS_METERS = 500_000;

    /** A circle and no more. */
    public ServiceArea(Location center, Integer radiusMeters) {
        this(center, radiusMeters, null, null);
    }

    /** Whether all of them lie within. For a look or two; who asks often keeps the {@link Territory}. */
    public boolean serves(Stop... stops) {
        return Arrays.stream(stops).allMatch(Territory.of(this)::includes);
    }
}
