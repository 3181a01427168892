package io.orkestro.monolith.marketplace.booking;

import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.web.problem.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The courier's side: yes, no, and no longer, whether it calls the API or an adapter speaks for it. What a request of the
 * courier's was decided by is the courier's key; where the delivery is looked after, the delivery's own key says.
 */
@Component
public class AnswerOffer {

    private final Bookings bookings;
    private final BookingMessages messages;
    private final Routing routing;
    private final Clock clock;

    AnswerOffer(Bookings bookings, BookingMessages messages, Routing routing, Clock clock) {
        this.bookings = bookings;
        this.messages = messages;
        this.routing = routing;
        this.clock = clock;
    }

    @Transactional
    public Transition accept(String bookingId, Acceptance acceptance) {
        return move(bookingId, (booking, now) -> booking.confirm(acceptance, now));
    }

    @Transactional
    public Transition reject(String bookingId, String reason) {
        // Dispatch may ask a courier again that was only full; one that answered is not asked again, whatever it says.
        String said = BookCourier.AT_CAPACITY.equals(reason) ? "busy" : reason;
        return move(bookingId, (booking, now) -> booking.reject(said, now));
    }

    @Transactional
    public Transition drop(String bookingId, String reason) {
        return move(bookingId, (booking, now) -> booking.drop(reason, now));
    }

    private Transition move(String bookingId, BiFunction<Booking, Instant, Transition> step) {
        Booking booking = bookings.lock(bookingId).orElseThrow(() -> new NotFound("booking", bookingId));
        Transition transition = step.apply(booking, clock.instant());
        if (transition instanceof Transition.Moved(BookingSnapshot moved)) {
            messages.announce(moved, routing.decide(moved.deliveryKey()));
        }
        return transition;
    }
}
