package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Couriers;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps the map of all couriers. Whether it is still true the database says, by a stamp that every change of a courier
 * changes, so that it also is where another instance made the change.
 */
@Component
class ServiceMaps {

    private final Couriers couriers;
    private final AtomicReference<@Nullable Stamped> latest = new AtomicReference<>();

    ServiceMaps(Couriers couriers) {
        this.couriers = couriers;
    }

    private record Stamped(String stamp, ServiceMap map) {}

    /** As of now, within the caller's transaction. */
    ServiceMap current() {
        String stamp = couriers.stamp();
        Stamped known = latest.get();
        if (known != null && known.stamp().equals(stamp)) {
            return known.map();
        }
        // Read after the stamp: should it be newer than that, it is read once more next time, never too seldom.
        ServiceMap map = new ServiceMap(couriers.findAll());
        latest.set(new Stamped(stamp, map));
        return map;
    }
}
