package io.orkestro.marketplace.booking;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** What adapters may ask about bookings. */
@Component
public class LookUpBooking {

    private final Bookings bookings;

    LookUpBooking(Bookings bookings) {
        this.bookings = bookings;
    }

    /** As it is, and as it stays until this transaction ends or changes it. */
    public Optional<BookingSnapshot> hold(String bookingId) {
        return bookings.lock(bookingId).map(Booking::snapshot);
    }

    /** Whether this courier has let this delivery down before. */
    public boolean hasDroppedOut(String deliveryId, String courierId) {
        return bookings.hasDroppedOut(deliveryId, courierId);
    }
}
