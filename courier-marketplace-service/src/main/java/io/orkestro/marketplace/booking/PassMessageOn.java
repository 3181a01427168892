package io.orkestro.marketplace.booking;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Passes texts on to the driver, while one is bound to carry. */
@Component
public class PassMessageOn {

    private final Bookings bookings;
    private final CourierCalls calls;

    PassMessageOn(Bookings bookings, CourierCalls calls) {
        this.bookings = bookings;
        this.calls = calls;
    }

    @Transactional
    public void pass(MessageRequestedMessage request) {
        bookings.findLive(request.deliveryId())
                .map(Booking::snapshot)
                .filter(booking -> booking.courierId().equals(request.courierId()))
                .ifPresent(booking -> calls.message(booking, request.messageId(), request.text()));
    }
}
