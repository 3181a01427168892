package io.orkestro.dispatch.intake.address;

import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import java.util.Optional;

/** Finds the point of an address. It may call somebody, so it belongs outside a transaction. */
@FunctionalInterface
public interface Geocoder {

    /**
     * @return empty where nobody knows the address, or only roughly where it is
     * @throws GeocoderAway where it may be known later
     */
    Optional<Location> locate(Address address);

    /** Whoever knows addresses does not answer now. */
    final class GeocoderAway extends RuntimeException {

        public GeocoderAway(String why) {
            super(why, null, false, false);
        }
    }
}
