package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Couriers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Keeps the map of all couriers. Whether it is still true the database says, by a stamp that every change of a courier
 * changes, so that it also is where another instance made the change. Only what has changed is read again.
 */
@Component
class ServiceMaps {

    private static final int READ_AT_ONCE = 1_000;

    private final Couriers couriers;
    private volatile Drawn latest = new Drawn("none", Set.of(), new ServiceMap(List.of()));

    ServiceMaps(Couriers couriers) {
        this.couriers = couriers;
    }

    /**
     * A map.
     *
     * @param marks of the couriers' rows that it was drawn from, or newer ones
     */
    private record Drawn(String stamp, Set<String> marks, ServiceMap map) {}

    /** As of now, within the caller's transaction. */
    ServiceMap current() {
        Drawn known = latest;
        return known.stamp().equals(couriers.stamp()) ? known.map() : drawAgain();
    }

    /** By one for all who wait. */
    private synchronized ServiceMap drawAgain() {
        Drawn known = latest;
        String stamp = couriers.stamp();
        if (!known.stamp().equals(stamp)) {
            // Stamp, marks, couriers: should one be newer than the one before, it is read once more, never too seldom.
            Set<String> marks = Set.copyOf(couriers.marks());
            Set<String> changed = idsOf(marks, known.marks());
            Set<String> gone = idsOf(known.marks(), marks);
            gone.removeAll(changed);
            known = new Drawn(stamp, marks, known.map().with(read(List.copyOf(changed)), gone));
            latest = known;
        }
        return known.map();
    }

    private List<Courier> read(List<String> ids) {
        List<Courier> read = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
            read.addAll(couriers.findAllById(ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE))));
        }
        return read;
    }

    /** Of those whose marks are here and not there. */
    private static Set<String> idsOf(Set<String> here, Set<String> there) {
        return here.stream()
                .filter(mark -> !there.contains(mark))
                .map(mark -> mark.substring(0, mark.indexOf(':')))
                .collect(Collectors.toSet());
    }
}
