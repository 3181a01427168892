package io.orkestro.dispatch.intake.address;

import io.orkestro.dispatch.place.Address;
import io.orkestro.dispatch.place.Location;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where nobody can be asked, addresses need their points with them. */
@Component
class NobodyKnows implements Geocoder {

    @Override
    public Optional<Location> locate(Address address) {
        return Optional.empty();
    }
}
