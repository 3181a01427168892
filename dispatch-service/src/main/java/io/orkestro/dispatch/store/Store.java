package io.orkestro.dispatch.store;

import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import io.orkestro.dispatch.place.Stop;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of a retailer's pick-up places, as far as a pick-up needs it.
 *
 * @param prepMinutes how long the store needs until the goods are ready
 */
record Store(
        String id,
        String name,
        @Nullable String business,
        Address address,
        Location location,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String instructions,
        @Nullable Integer prepMinutes) {

    Stop pickup(Instant now) {
        Instant readyAt = prepMinutes == null || prepMinutes == 0 ? null : now.plus(Duration.ofMinutes(prepMinutes));
        return new Stop(name, business, address, location, phone, email, instructions, readyAt, null);
    }
}
