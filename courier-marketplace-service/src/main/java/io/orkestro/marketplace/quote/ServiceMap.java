package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Territory;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.place.Location;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * All couriers and where they work, as of one moment. Never changes: when couriers do, another takes its place. May be
 * asked from several threads.
 *
 * <p>Of the areas only those are looked at whose box holds the pick-up, so that many couriers elsewhere cost nothing.
 */
final class ServiceMap {

    private final List<Courier> couriers;
    private final STRtree areas = new STRtree();

    private record Area(String courierId, Territory territory) {}

    ServiceMap(Collection<Courier> couriers) {
        this.couriers = List.copyOf(couriers);
        for (Courier courier : couriers) {
            Area area = new Area(courier.id(), Territory.of(courier.profile().serviceArea()));
            area.territory().boxes().forEach(box -> areas.insert(box, area));
        }
        // Threads may share it only once it is built.
        areas.build();
    }

    List<Courier> couriers() {
        return couriers;
    }

    /** The ids of those whose area holds both stops. */
    Set<String> serving(Load load) {
        Location pickup = load.pickup().location();
        Set<String> found = new HashSet<>();
        areas.query(new Envelope(new Coordinate(pickup.lng(), pickup.lat())), item -> {
            Area area = (Area) item;
            if (area.territory().includes(load.pickup()) && area.territory().includes(load.dropoff())) {
                found.add(area.courierId());
            }
        });
        return found;
    }
}
