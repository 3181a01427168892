package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.CourierProfile;
import io.orkestro.marketplace.courier.Vehicle;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.load.RoadDistance;
import io.orkestro.marketplace.place.Location;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a courier would be where, by a simple model: a driver is found within {@link #FINDING_A_DRIVER}, sets out from the
 * centre of the service area, drives as fast as the courier does with the vehicle, and spends {@link #HANDING_OVER} at the
 * pick-up.
 */
record Itinerary(Instant pickupEta, Instant dropoffEta) {

    static final Duration FINDING_A_DRIVER = Duration.ofMinutes(4);
    static final Duration HANDING_OVER = Duration.ofMinutes(3);

    private static final double SECONDS_PER_METER_AT_1_KMH = 3.6;

    static Itinerary of(CourierProfile courier, Vehicle vehicle, Load load, Instant now) {
        double speedKmh = courier.speedKmhOf(vehicle);
        Location pickup = load.pickup().location();
        Instant soonest = now.plus(FINDING_A_DRIVER)
                .plus(drive(RoadDistance.meters(courier.serviceArea().center(), pickup), speedKmh));
        Instant pickupEta = later(soonest, load.readyAt(now));
        Instant dropoffEta = pickupEta.plus(HANDING_OVER).plus(drive(load.roadMeters(), speedKmh));
        Instant notBefore = load.dropoff().readyAt();
        return new Itinerary(
                pickupEta.truncatedTo(ChronoUnit.SECONDS),
                (notBefore == null ? dropoffEta : later(dropoffEta, notBefore)).truncatedTo(ChronoUnit.SECONDS));
    }

    private static Duration drive(double meters, double speedKmh) {
        return Duration.ofSeconds(Math.round(meters * SECONDS_PER_METER_AT_1_KMH / speedKmh));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
