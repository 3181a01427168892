package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Territory;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.place.Location;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.ItemBoundable;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * All couriers and where they work, as of one moment. Never changes: when couriers do, another takes its place. May be
 * asked from several threads.
 *
 * <p>Of the areas only those are looked at whose box holds the pick-up or is next to it, so that many couriers elsewhere
 * cost nothing.
 */
final class ServiceMap {

    private final Map<String, Area> areas;
    private final List<Courier> couriers;
    private final STRtree boxes = new STRtree();

    private record Area(Courier courier, Territory territory) {

        Area(Courier courier) {
            this(courier, Territory.of(courier.profile().serviceArea()));
        }

        boolean serves(Load load) {
            return territory.includes(load.pickup()) && territory.includes(load.dropoff());
        }
    }

    /**
     * Who may be asked for a load.
     *
     * @param serving the ids of those whose area holds both stops
     */
    record Surroundings(List<Courier> couriers, Set<String> serving) {

        List<String> ids() {
            return couriers.stream().map(Courier::id).toList();
        }
    }

    ServiceMap(Collection<Courier> couriers) {
        this(couriers.stream().collect(Collectors.toMap(Courier::id, Area::new)));
    }

    private ServiceMap(Map<String, Area> areas) {
        this.areas = areas;
        this.couriers = areas.values().stream().map(Area::courier).toList();
        areas.values().forEach(area -> area.territory().boxes().forEach(box -> boxes.insert(box, area)));
        // Threads may share it only once it is built.
        boxes.build();
    }

    /** This map with these couriers as they are now, and without those that are gone. */
    ServiceMap with(Collection<Courier> changed, Set<String> gone) {
        Map<String, Area> next = new HashMap<>(areas);
        changed.forEach(courier -> next.put(courier.id(), new Area(courier)));
        next.keySet().removeAll(gone);
        return new ServiceMap(next);
    }

    List<Courier> couriers() {
        return couriers;
    }

    /** The ids of those whose area holds both stops. */
    Set<String> serving(Load load) {
        return Set.copyOf(whoServes(load).keySet());
    }

    /** Everyone whose area holds both stops, and up to so many of the others: those whose box is nearest to the pick-up. */
    Surroundings around(Load load, int others) {
        Map<String, Courier> found = whoServes(load);
        Set<String> serving = Set.copyOf(found.keySet());
        int most = serving.size() + others;
        if (couriers.size() <= most) {
            return new Surroundings(couriers, serving);
        }
        Envelope pickup = placeOf(load);
        for (Object near : boxes.nearestNeighbour(pickup, pickup, ServiceMap::degreesBetween, most)) {
            Courier courier = ((Area) near).courier();
            if (found.size() < most) {
                found.put(courier.id(), courier);
            }
        }
        return new Surroundings(List.copyOf(found.values()), serving);
    }

    private Map<String, Courier> whoServes(Load load) {
        Map<String, Courier> serving = new HashMap<>();
        boxes.query(placeOf(load), item -> {
            Area area = (Area) item;
            if (area.serves(load)) {
                serving.put(area.courier().id(), area.courier());
            }
        });
        return serving;
    }

    private static Envelope placeOf(Load load) {
        Location pickup = load.pickup().location();
        return new Envelope(new Coordinate(pickup.lng(), pickup.lat()));
    }

    private static double degreesBetween(ItemBoundable one, ItemBoundable other) {
        return ((Envelope) one.getBounds()).distance((Envelope) other.getBounds());
    }
}
