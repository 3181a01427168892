package io.orkestro.system.ledger;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a client's next request goes. */
public interface Edges {

    URI next();

    /** To each in turn, whatever it does. */
    static Edges inTurn(List<URI> edges) {
        List<URI> all = List.copyOf(edges);
        AtomicInteger turn = new AtomicInteger();
        return () -> all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    }
}
