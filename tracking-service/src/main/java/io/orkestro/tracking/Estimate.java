package io.orkestro.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery is expected.
 *
 * @param pickup null once the courier has been there
 * @param dropoff null while nobody can tell, and once it is over
 */
public record Estimate(@Nullable Instant pickup, @Nullable Instant dropoff) {

    static final Estimate NONE = new Estimate(null, null);
}
