package io.orkestro.system;

import io.orkestro.platform.stack.Application;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A courier and its bookings in the databases of both sides. */
final class CourierRows {

    private static final List<Application> SIDES = List.of(Application.MONOLITH, Application.MARKETPLACE);

    private final Platform platform;
    private final String courierId;

    CourierRows(Platform platform, String courierId) {
        this.platform = platform;
        this.courierId = courierId;
    }

    /** What both sides should know alike of a booking in the end. */
    record Booking(
            String id,
            String deliveryId,
            String status,
            Instant requestedAt,
            @Nullable Instant endedAt) {

        boolean isLive() {
            return endedAt == null;
        }

        Booked booked() {
            return new Booked(requestedAt, endedAt);
        }
    }

    Set<Booking> bookingsAtTheMonolith() {
        return bookings(Application.MONOLITH);
    }

    Set<Booking> bookingsAtTheService() {
        return bookings(Application.MARKETPLACE);
    }

    /** How often it changed hands since the monolith registered it. */
    long claims() {
        return epochs().stream().mapToLong(Long::longValue).max().orElseThrow() - 1;
    }

    /** Whether one side believes it to be its own, and only one: odd epochs are the monolith's. */
    boolean hasOneOwner() {
        List<Long> epochs = epochs();
        boolean isTheMonoliths = epochs.getFirst() % 2 == 1;
        boolean isTheServices = epochs.getLast() % 2 == 0;
        return isTheMonoliths != isTheServices;
    }

    private List<Long> epochs() {
        return SIDES.stream()
                .map(side -> Rows.of(
                                platform,
                                side,
                                "SELECT epoch FROM courier WHERE id = ?",
                                courierId,
                                row -> row.getLong("epoch"))
                        .getFirst())
                .toList();
    }

    private Set<Booking> bookings(Application side) {
        return Rows.of(platform, side, """
                        SELECT id, delivery_id, status, requested_at, ended_at FROM booking WHERE courier_id = ?
                        """, courierId, CourierRows::booking).stream()
                .collect(Collectors.toSet());
    }

    private static Booking booking(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new Booking(
                row.getString("id"),
                row.getString("delivery_id"),
                row.getString("status"),
                row.getTimestamp("requested_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
