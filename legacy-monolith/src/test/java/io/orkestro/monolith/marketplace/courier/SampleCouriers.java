package io.orkestro.monolith.marketplace.courier;

import io.orkestro.platform.routing.RoutingKey;
import java.time.Instant;

/** Couriers without a database. */
public final class SampleCouriers {

    private SampleCouriers() {}

    public static Courier of(CourierProfile profile) {
        return new Courier(new RoutingKey("pedal"), profile, "sealed", 1, Instant.EPOCH);
    }

    public static Courier paused(Courier courier) {
        courier.pause(Instant.EPOCH);
        return courier;
    }
}
