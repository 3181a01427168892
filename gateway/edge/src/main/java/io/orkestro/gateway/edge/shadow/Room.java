package io.orkestro.gateway.edge.shadow;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many requests may be compared at once, and how much memory their copies may take. */
final class Room {

    private final int pairsAtMost;
    private final long bytesAtMost;
    private final AtomicInteger pairs = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Room(int pairsAtMost, long bytesAtMost) {
        this.pairsAtMost = pairsAtMost;
        this.bytesAtMost = bytesAtMost;
    }

    boolean enter() {
        return pairs.getAndUpdate(now -> now < pairsAtMost ? now + 1 : now) < pairsAtMost;
    }

    boolean take(int more) {
        return bytes.getAndUpdate(now -> now + more <= bytesAtMost ? now + more : now) + more <= bytesAtMost;
    }

    /** @param held everything that was taken since it was entered */
    void leave(long held) {
        bytes.addAndGet(-held);
        pairs.decrementAndGet();
    }

    int pairs() {
        return pairs.get();
    }

    long bytes() {
        return bytes.get();
    }
}
