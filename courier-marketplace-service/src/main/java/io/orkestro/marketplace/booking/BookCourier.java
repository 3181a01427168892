package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.Couriers;
import io.orkestro.marketplace.courier.LiveBookings;
import io.orkestro.marketplace.load.Load;
import io.orkestro.marketplace.quote.Eligibility;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.routing.Decision;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes dispatch's requests: offers the booking to the courier, or answers why not. */
@Component
public class BookCourier {

    static final String AT_CAPACITY = "at_capacity";

    private final Bookings bookings;
    private final Tombstones tombstones;
    private final Couriers couriers;
    private final LiveBookings liveBookings;
    private final BookingMessages messages;
    private final CourierCalls calls;
    private final Ownership ownership;
    private final Clock clock;

    BookCourier(
            Bookings bookings,
            Tombstones tombstones,
            Couriers couriers,
            LiveBookings liveBookings,
            BookingMessages messages,
            CourierCalls calls,
            @Qualifier("courierOwnership") Ownership ownership,
            Clock clock) {
        this.bookings = bookings;
        this.tombstones = tombstones;
        this.couriers = couriers;
        this.liveBookings = liveBookings;
        this.messages = messages;
        this.calls = calls;
        this.ownership = ownership;
        this.clock = clock;
    }

    /** Once per booking id; the same request again gets the same answer again. */
    @Transactional
    public void book(BookingRequestedMessage request) {
        // Under this lock nobody else books the courier, or takes it to the other side, so its capacity holds.
        Optional<Courier> courier = couriers.lock(request.courierId());
        if (courier.isEmpty()) {
            messages.rejectUnknownCourier(request);
            return;
        }
        ownership.require(request.courierId(), courier.get().epoch());
        bookings.lockUnborn(request.bookingId());
        Optional<Booking> known = bookings.findById(request.bookingId());
        if (known.isPresent()) {
            messages.answer(known.get().snapshot());
            return;
        }
        Booking booking = bookings.save(decide(request, courier.get(), messages.decided(request.deliveryId())));
        messages.announce(booking.snapshot());
        if (booking.snapshot().isLive()) {
            calls.offer(booking.snapshot(), courier.get());
        }
    }

    public boolean knows(String courierId) {
        return couriers.findById(courierId).isPresent();
    }

    private Booking decide(BookingRequestedMessage request, Courier courier, Decision decision) {
        // Looked at before the clock is read: what made room then ended, by its own time too, before this begins.
        boolean alreadyBooked = bookings.findLive(request.deliveryId()).isPresent();
        boolean full = liveBookings.of(courier.id()) >= courier.profile().capacity();
        Instant now = clock.instant();
        Job job = jobOf(request, courier, now);
        Optional<String> withdrawn = tombstones.take(request.bookingId());
        if (withdrawn.isPresent()) {
            return Booking.stillborn(
                    request, job, BookingStatus.WITHDRAWN, withdrawn.get(), decision, courier.epoch(), now);
        }
        if (!now.isBefore(request.answerBy())) {
            return Booking.stillborn(
                    request, job, BookingStatus.EXPIRED, Booking.NO_ANSWER, decision, courier.epoch(), now);
        }
        if (courier.isPaused()) {
            return Booking.stillborn(request, job, BookingStatus.REJECTED, "paused", decision, courier.epoch(), now);
        }
        if (alreadyBooked) {
            return Booking.stillborn(
                    request, job, BookingStatus.REJECTED, "already_booked", decision, courier.epoch(), now);
        }
        if (full) {
            return Booking.stillborn(request, job, BookingStatus.REJECTED, AT_CAPACITY, decision, courier.epoch(), now);
        }
        return Booking.offered(request, job, decision, courier.epoch(), now);
    }

    private static Job jobOf(BookingRequestedMessage request, Courier courier, Instant now) {
        Load load = request.load();
        return new Job(
                request.retailerId(),
                courier.name(),
                Eligibility.of(courier, load, 0, now).vehicle(),
                request.fee(),
                load,
                request.tip(),
                request.undeliverableAction() == null ? "return" : request.undeliverableAction(),
                request.deliverableAction() == null ? "meet_at_door" : request.deliverableAction(),
                request.trackingCode());
    }
}
