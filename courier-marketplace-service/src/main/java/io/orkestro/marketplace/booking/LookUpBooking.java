package io.orkestro.marketplace.booking;

import java.util.List;
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

    public Optional<BookingSnapshot> find(String bookingId) {
        return bookings.findById(bookingId).map(Booking::snapshot);
    }

    /** The couriers bound to carry it, here and as far as is known on the other side. */
    public List<String> couriersOf(String deliveryId) {
        return bookings.couriersOf(deliveryId);
    }

    public Optional<String> courierOf(String bookingId) {
        return bookings.findById(bookingId).map(booking -> booking.snapshot().courierId());
    }

    /** Whether this courier has let this delivery down before. */
    public boolean hasDroppedOut(String deliveryId, String courierId) {
        return bookings.hasDroppedOut(deliveryId, courierId);
    }
}
