package io.orkestro.platform.web.internal;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The inner doors of one peer: of its places, where it may have two while it is replaced, the one to knock at first. */
final class PeerPlaces {

    private final List<URI> doors;
    private final AtomicInteger first = new AtomicInteger();

    /** @param addresses as {@code http://host:port}, separated by commas */
    PeerPlaces(String addresses) {
        doors = List.of(addresses.strip().split("\\s*,\\s*")).stream()
                .map(URI::create)
                .toList();
    }

    int count() {
        return doors.size();
    }

    URI first() {
        return doors.get(Math.floorMod(first.get(), doors.size()));
    }

    /** Nobody is there any more, or soon: the next one first, from now on. */
    void leave(URI door) {
        int index = doors.indexOf(door);
        first.compareAndSet(index, (index + 1) % doors.size());
    }
}
