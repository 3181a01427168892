package io.orkestro.marketplace;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.CourierProfile;
import io.orkestro.marketplace.courier.RateCard;
import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.courier.SampleCouriers;
import io.orkestro.marketplace.courier.ServiceArea;
import io.orkestro.marketplace.courier.Vehicle;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.place.Address;
import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.place.Stop;
import java.time.ZoneId;
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

    /** As {@link #profile}, with a rate card and a time zone. */
    public static CourierProfile priced(RateCard card, ZoneId timezone) {
        CourierProfile plain = profile(List.of(new Vehicle(VehicleType.VAN, null, null, null)));
        return new CourierProfile(
                plain.name(),
                plain.vehicles(),
                plain.serviceArea(),
                card,
                plain.capacity(),
                plain.speedKmh(),
                null,
                null,
                timezone,
                plain.requirements(),
                null,
                null);
    }

    /** As {@link #profile}, in an area of its own. */
    public static CourierProfile working(ServiceArea area) {
        CourierProfile plain = profile(List.of(new Vehicle(VehicleType.VAN, null, null, null)));
        return new CourierProfile(
                plain.name(),
                plain.vehicles(),
                area,
                plain.rateCard(),
                plain.capacity(),
                plain.speedKmh(),
                null,
                null,
                null,
                plain.requirements(),
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
