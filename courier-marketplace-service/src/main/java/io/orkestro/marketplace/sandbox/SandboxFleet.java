package io.orkestro.marketplace.sandbox;

import io.orkestro.marketplace.booking.BookingSnapshot;
import io.orkestro.marketplace.booking.CourierAdapter;
import io.orkestro.marketplace.booking.LookUpBooking;
import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.courier.SandboxBehaviour;
import io.orkestro.marketplace.courier.VehicleType;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Couriers of the sandbox: an offer becomes a trip, which answers it and drives on by itself. */
@Component
class SandboxFleet implements CourierAdapter {

    private final Trips trips;
    private final LookUpBooking bookings;
    private final SandboxProperties properties;

    SandboxFleet(Trips trips, LookUpBooking bookings, SandboxProperties properties) {
        this.trips = trips;
        this.bookings = bookings;
        this.properties = properties;
    }

    @Override
    public boolean serves(Courier courier) {
        return courier.profile().sandbox() != null;
    }

    @Override
    public Reply offer(Courier courier, BookingSnapshot booking) {
        SandboxBehaviour behaviour = Objects.requireNonNull(courier.profile().sandbox());
        VehicleType vehicle = Objects.requireNonNullElse(
                booking.job().vehicle(), courier.profile().vehicles().getFirst().type());
        TripPlan plan = TripPlan.of(
                behaviour,
                bookings.hasDroppedOut(booking.deliveryId(), courier.id()),
                SandboxDrivers.of(booking.id(), vehicle),
                booking.job(),
                courier.profile().serviceArea().center());
        if (!plan.steps().isEmpty()) {
            trips.start(
                    booking.id(),
                    booking.deliveryId(),
                    plan,
                    properties.scaled(plan.steps().getFirst().gapMillis()));
        }
        return new Reply.Later();
    }

    @Override
    public Heard withdraw(Courier courier, BookingSnapshot booking) {
        trips.end(booking.id());
        return Heard.YES;
    }

    @Override
    public Heard message(Courier courier, BookingSnapshot booking, String messageId, String text) {
        return Heard.YES;
    }
}
