package io.orkestro.marketplace;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.CourierProfile;
import io.orkestro.marketplace.courier.RateCard;
import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.courier.SampleCouriers;
import io.orkestro.marketplace.courier.ServiceArea;
import io.orkestro.marketplace.courier.Vehicle;
import io.orkestro.marketplace.place.Address;
import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.place.Stop;
import java.util.List;
import java.util.Set;

/** Named examples. */
public final class Samples {

    public static final Location LONDON = new Location(51.5074, -0.1278);
    public static final Location NEAR_PARIS = new Location(48.8, 2.3);

    private Samples() {}

    /** Serves 10 km around London with five drivers, signs and photographs. */
    public static CourierProfile profile(List<Vehicle> vehicles) {
        return new CourierProfile(
                "Pedal & Post",
                vehicles,
                new ServiceArea(LONDON, 10_000),
                new RateCard("GBP", 300, 100, 399, 1.0, null),
                5,
                20,
                null,
                null,
                null,
                Set.of(Requirement.SIGNATURE, Requirement.PHOTO),
                null,
                null);
    }

    public static Courier courier(CourierProfile profile) {
        return SampleCouriers.of(profile);
    }

    public static Courier paused(Courier courier) {
        return SampleCouriers.paused(courier);
    }

    public static Stop stopAt(Location location) {
        return new Stop(
                "Ada Obi",
                null,
                new Address("14 Redchurch Street", null, "London", "E2 7DJ", "GB"),
                location,
                "+442079460018",
                null,
                "Ring twice.",
                null,
                null);
    }
}
