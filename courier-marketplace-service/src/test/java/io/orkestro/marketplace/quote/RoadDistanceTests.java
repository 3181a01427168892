package io.orkestro.marketplace.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orkestro.marketplace.Samples;
import io.orkestro.marketplace.courier.CourierProfile;
import io.orkestro.marketplace.courier.Vehicle;
import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.load.Item;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.load.RoadDistance;
import io.orkestro.marketplace.place.Location;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoadDistanceTests {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
            # a degree of latitude is 111,195.08 m
            51, 0, 52, 0, 144553.6
            # Charing Cross to the Arc de Triomphe, by the law of cosines
            51.5074, -0.1278, 48.8738, 2.2950, 441764.2
            51, 0, 51, 0, 0
            """)
    void isTheGreatCircleAndThreeTenths(double lat, double lng, double toLat, double toLng, double meters) {
        assertThat(RoadDistance.meters(new Location(lat, lng), new Location(toLat, toLng)))
                .isCloseTo(meters, within(0.1));
    }

    @Test
    void aVehicleMayBeFasterThanTheOthers() {
        Vehicle bike = new Vehicle(VehicleType.BIKE, null, null, null);
        Vehicle moto = new Vehicle(VehicleType.MOTO, null, null, null, 40.0);
        CourierProfile courier = Samples.profile(List.of(bike, moto));
        Load load = new Load(
                Samples.stopAt(Samples.LONDON),
                Samples.stopAt(new Location(51.52, -0.08)),
                List.of(new Item("Box", 1, null, null, null)),
                null,
                Set.of(),
                null);
        long byBike = secondsOnTheRoad(Itinerary.of(courier, bike, load, NOON));
        long byMoto = secondsOnTheRoad(Itinerary.of(courier, moto, load, NOON));
        assertThat(byBike).isCloseTo(Math.round(load.roadMeters() * 3.6 / 20), within(1L));
        assertThat(byMoto).isCloseTo(byBike / 2, within(1L));
    }

    private static long secondsOnTheRoad(Itinerary itinerary) {
        return itinerary.dropoffEta().getEpochSecond()
                - itinerary.pickupEta().plus(Itinerary.HANDING_OVER).getEpochSecond();
    }
}
