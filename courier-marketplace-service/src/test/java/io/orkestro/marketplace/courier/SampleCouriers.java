package io.orkestro.marketplace.courier;

import io.orkestro.platform.routing.RoutingKey;
import java.time.Instant;

/** Couriers without a database. */
public final class SampleCouriers {

    private SampleCouriers() {}

    public static Courier of(CourierProfile profile) {
        return of("pedal", profile);
    }

    public static Courier of(String key, CourierProfile profile) {
        return new Courier(new RoutingKey(key), profile, "sealed", 2, Instant.EPOCH);
    }

    public static Courier paused(Courier courier) {
        courier.pause(Instant.EPOCH);
        return courier;
    }
}
