package io.orkestro.system;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a booking took a place: from its request to its end. */
record Booked(Instant from, @Nullable Instant until) {

    /** Sweeps over the beginnings and ends of them all. */
    static int mostAtOnce(Collection<Booked> bookings) {
        record Edge(Instant at, int change) {}
        List<Edge> edges = new ArrayList<>();
        for (Booked booked : bookings) {
            edges.add(new Edge(booked.from, 1));
            if (booked.until != null) {
                edges.add(new Edge(booked.until, -1));
            }
        }
        // At the same instant an end comes before a beginning: a place is free the moment it is released.
        edges.sort(Comparator.comparing(Edge::at).thenComparingInt(Edge::change));
        int live = 0;
        int most = 0;
        for (Edge edge : edges) {
            live += edge.change();
            most = Math.max(most, live);
        }
        return most;
    }
}
