package io.orkestro.monolith.marketplace.booking;

import io.orkestro.monolith.marketplace.courier.Burden;
import io.orkestro.monolith.marketplace.courier.Courier;
import io.orkestro.monolith.marketplace.courier.Couriers;
import io.orkestro.platform.backend.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A courier's live bookings and those that ended a moment ago, the withdrawals that wait for their requests, and what it is
 * still to be told.
 */
@Component
class LiveBurden implements Burden {

    /** Who saw an offer may answer it on the other side before the news that it is over arrives there. */
    private static final Duration NEWS_UNDER_WAY = Duration.ofSeconds(10);

    private static final Limit MOST_ENDED = Limit.of(100);

    private final Bookings bookings;
    private final Tombstones tombstones;
    private final CourierCalls calls;
    private final Couriers couriers;
    private final ObjectProvider<Ownership> ownership;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    LiveBurden(
            Bookings bookings,
            Tombstones tombstones,
            CourierCalls calls,
            Couriers couriers,
            @Qualifier("courierOwnership") ObjectProvider<Ownership> ownership,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock) {
        this.bookings = bookings;
        this.tombstones = tombstones;
        this.calls = calls;
        this.couriers = couriers;
        this.ownership = ownership;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** As it travels. */
    record Load(List<BookingSnapshot> bookings, List<Tombstones.Tombstone> tombstones, List<CourierCall> calls) {}

    @Override
    public JsonNode of(String courierId) {
        Stream<Booking> ended =
                bookings.endedSince(courierId, clock.instant().minus(NEWS_UNDER_WAY), MOST_ENDED).stream();
        return json.valueToTree(new Load(
                Stream.concat(bookings.live(courierId).stream(), ended)
                        .map(Booking::snapshot)
                        .toList(),
                tombstones.of(courierId),
                calls.of(courierId)));
    }

    @Override
    public void become(String courierId, JsonNode burden) {
        Load load = json.treeToValue(burden, Load.class);
        boolean replica = isElsewhere(courierId);
        Set<String> carried = load.bookings().stream().map(BookingSnapshot::id).collect(Collectors.toSet());
        Map<String, Booking> live = bookings.lockAllLive(courierId).stream()
                .collect(Collectors.toMap(booking -> booking.snapshot().id(), Function.identity()));
        live.values().stream()
                .filter(booking -> !carried.contains(booking.snapshot().id()))
                .forEach(booking -> booking.lose(clock.instant()));
        load.bookings().forEach(told -> {
            Booking known = live.get(told.id());
            keep(told, known == null ? find(told.id()) : Optional.of(known), replica);
        });
        bookings.flush();
        bookings.mark(courierId, replica);
        tombstones.replace(courierId, load.tombstones());
        calls.replace(courierId, load.calls());
    }

    @Override
    public void follow(String courierId) {
        bookings.mark(courierId, isElsewhere(courierId));
    }

    @Override
    public long leftBehind() {
        return jdbc.sql("select count(*) from sandbox_trip").query(Long.class).single();
    }

    private boolean isElsewhere(String courierId) {
        return couriers.findById(courierId)
                .map(Courier::epoch)
                .filter(ownership.getObject()::isOwn)
                .isEmpty();
    }

    /** What a booking's own event tells; older news than is known changes nothing. */
    void hear(BookingSnapshot told) {
        // The courier before the booking, as everywhere: it may be adopted at this moment, and this booking with it.
        couriers.hold(told.courierId());
        keep(told, find(told.id()), isElsewhere(told.courierId()));
    }

    private void keep(BookingSnapshot told, Optional<Booking> known, boolean replica) {
        if (known.isPresent() && known.get().isAtLeastAsNew(told)) {
            return;
        }
        Booking booking = known.orElseGet(() -> Booking.copied(told));
        booking.become(told, replica);
        bookings.save(booking);
    }

    /** Locked; where it is not known yet, nobody else can begin to know it before this transaction ends. */
    private Optional<Booking> find(String bookingId) {
        Optional<Booking> known = bookings.lock(bookingId);
        if (known.isPresent()) {
            return known;
        }
        bookings.lockUnborn(bookingId);
        return bookings.lock(bookingId);
    }
}
