package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.CourierProfile;
import io.orkestro.marketplace.courier.Outline;
import io.orkestro.marketplace.courier.RateCard;
import io.orkestro.marketplace.courier.Requirement;
import io.orkestro.marketplace.courier.SampleCouriers;
import io.orkestro.marketplace.courier.ServiceArea;
import io.orkestro.marketplace.courier.Size;
import io.orkestro.marketplace.courier.Vehicle;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.place.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Couriers all over the country, each with an outline of its own; always the same ones. */
final class UkCouriers {

    private static final Location SHOREDITCH = new Location(51.5319, -0.0888);

    private static final List<Location> CITIES = List.of(
            new Location(52.4797, -1.9027), // Birmingham
            new Location(53.4795, -2.2451), // Manchester
            new Location(53.7974, -1.5438), // Leeds
            new Location(55.8609, -4.2514), // Glasgow
            new Location(55.9533, -3.1883), // Edinburgh
            new Location(51.4545, -2.5879), // Bristol
            new Location(53.4072, -2.9917), // Liverpool
            new Location(53.3806, -1.4702), // Sheffield
            new Location(54.9738, -1.6131), // Newcastle
            new Location(52.9540, -1.1550), // Nottingham
            new Location(51.4816, -3.1791), // Cardiff
            new Location(52.6369, -1.1398), // Leicester
            new Location(54.5973, -5.9301), // Belfast
            new Location(50.8229, -0.1363), // Brighton
            new Location(52.6286, 1.2923), // Norwich
            new Location(50.3714, -4.1424), // Plymouth
            new Location(57.1497, -2.0943)); // Aberdeen

    private static final double METERS_A_DEGREE = 111_195;

    private final Random random = new Random(20_261_128);
    private int count;

    /** One whose outline holds Shoreditch and what is within three kilometres. */
    Courier aroundShoreditch() {
        return courier(near(SHOREDITCH, 0, 1_000), 6_000, 14_000);
    }

    /** One that works elsewhere; every fourth elsewhere in London. */
    Courier elsewhere() {
        if (random.nextInt(4) == 0) {
            return courier(near(SHOREDITCH, 16_000, 30_000), 2_000, 12_000);
        }
        return courier(near(CITIES.get(random.nextInt(CITIES.size())), 0, 20_000), 2_000, 15_000);
    }

    private Courier courier(Location center, double leastMeters, double mostMeters) {
        count++;
        return SampleCouriers.of(
                "scale" + count,
                new CourierProfile(
                        "Courier no. " + count,
                        List.of(
                                new Vehicle(VehicleType.BIKE, 12_000, Size.MEDIUM, null),
                                new Vehicle(VehicleType.VAN, null, null, null)),
                        area(center, leastMeters, mostMeters),
                        new RateCard("GBP", 300 + random.nextInt(400), 60 + random.nextInt(80), 399, 1.0, null),
                        50,
                        20,
                        null,
                        null,
                        null,
                        Set.of(Requirement.PHOTO, Requirement.SIGNATURE),
                        null,
                        null));
    }

    /** Around a centre and nowhere crossing itself, as districts along rivers and ring roads are. */
    private ServiceArea area(Location center, double leastMeters, double mostMeters) {
        int corners = 30 + random.nextInt(70);
        double size = leastMeters + random.nextDouble() * (mostMeters - leastMeters) * 0.5;
        List<List<Double>> ring = new ArrayList<>();
        double radius = 0;
        for (int i = 0; i < corners; i++) {
            double meters = Math.clamp(size * (0.7 + random.nextDouble() * 0.9), leastMeters, mostMeters);
            Location corner = at(center, meters, 2 * Math.PI * (i + 0.8 * random.nextDouble()) / corners);
            ring.add(List.of(corner.lng(), corner.lat()));
            radius = Math.max(radius, center.metersTo(corner));
        }
        ring.add(ring.getFirst());
        return new ServiceArea(
                center, (int) Math.ceil(radius) + 1, new Outline(Outline.Type.POLYGON, List.of(ring)), null);
    }

    private Location near(Location place, double leastMeters, double mostMeters) {
        double meters = leastMeters + random.nextDouble() * (mostMeters - leastMeters);
        return at(place, meters, 2 * Math.PI * random.nextDouble());
    }

    private static Location at(Location from, double meters, double direction) {
        double north = meters * Math.cos(direction) / METERS_A_DEGREE;
        double east = meters * Math.sin(direction) / METERS_A_DEGREE / Math.cos(Math.toRadians(from.lat()));
        return new Location(rounded(from.lat() + north), rounded(from.lng() + east));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
