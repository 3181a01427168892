package io.orkestro.monolith.marketplace.booking;

import io.orkestro.monolith.marketplace.courier.Courier;
import io.orkestro.monolith.marketplace.courier.Couriers;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiFunction;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The courier's side: yes, no, and no longer, whether it calls the API or an adapter speaks for it. */
@Component
public class AnswerOffer {

    private final Bookings bookings;
    private final Couriers couriers;
    private final BookingMessages messages;
    private final Ownership ownership;
    private final Clock clock;

    AnswerOffer(
            Bookings bookings,
            Couriers couriers,
            BookingMessages messages,
            @Qualifier("courierOwnership") Ownership ownership,
            Clock clock) {
        this.bookings = bookings;
        this.couriers = couriers;
        this.messages = messages;
        this.ownership = ownership;
        this.clock = clock;
    }

    @Transactional
    public Transition accept(String courierId, String bookingId, Acceptance acceptance) {
        return move(courierId, bookingId, (booking, now) -> booking.confirm(acceptance, now));
    }

    @Transactional
    public Transition reject(String courierId, String bookingId, String reason) {
        // Dispatch may ask a courier again that was only full; one that answered is not asked again, whatever it says.
        String said = BookCourier.AT_CAPACITY.equals(reason) ? "busy" : reason;
        return move(courierId, bookingId, (booking, now) -> booking.reject(said, now));
    }

    @Transactional
    public Transition drop(String courierId, String bookingId, String reason) {
        return move(courierId, bookingId, (booking, now) -> booking.drop(reason, now));
    }

    private Transition move(String courierId, String bookingId, BiFunction<Booking, Instant, Transition> step) {
        Courier courier = couriers.hold(courierId).orElseThrow(() -> new NotFound("courier", courierId));
        ownership.require(courierId, courier.epoch());
        Booking booking = bookings.lock(bookingId)
                .filter(one -> one.snapshot().courierId().equals(courierId))
                .orElseThrow(() -> new NotFound("booking", bookingId));
        Transition transition = step.apply(booking, clock.instant());
        if (transition instanceof Transition.Moved(BookingSnapshot moved)) {
            messages.announce(moved);
        }
        return transition;
    }
}
