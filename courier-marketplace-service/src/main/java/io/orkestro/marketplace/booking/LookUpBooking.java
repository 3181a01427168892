package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.Couriers;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What adapters may ask about bookings. */
@Component
public class LookUpBooking {

    private final Bookings bookings;
    private final Couriers couriers;

    LookUpBooking(Bookings bookings, Couriers couriers) {
        this.bookings = bookings;
        this.couriers = couriers;
    }

    /** As it is, and as it stays until this transaction ends or changes it; the courier's lock before its own, as everywhere. */
    public Optional<BookingSnapshot> hold(String bookingId) {
        bookings.courierOf(bookingId).ifPresent(couriers::hold);
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
        return bookings.courierOf(bookingId);
    }

    /** Whether this courier has let this delivery down before. */
    public boolean hasDroppedOut(String deliveryId, String courierId) {
        return bookings.hasDroppedOut(deliveryId, courierId);
    }
}
