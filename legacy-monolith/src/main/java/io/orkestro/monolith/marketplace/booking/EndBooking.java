package io.orkestro.monolith.marketplace.booking;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The platform's side: taken back, out of time, or the delivery is over. The courier hears of what it believes alive. */
@Component
public class EndBooking {

    private final Bookings bookings;
    private final Tombstones tombstones;
    private final BookingMessages messages;
    private final CourierCalls calls;
    private final Routing routing;
    private final Clock clock;

    EndBooking(
            Bookings bookings,
            Tombstones tombstones,
            BookingMessages messages,
            CourierCalls calls,
            Routing routing,
            Clock clock) {
        this.bookings = bookings;
        this.tombstones = tombstones;
        this.messages = messages;
        this.calls = calls;
        this.routing = routing;
        this.clock = clock;
    }

    /** Dispatch takes it back; where it has not come yet, it will be answered withdrawn when it comes. */
    @Transactional
    public void withdraw(WithdrawalRequestedMessage request, Decision decision) {
        String reason = Objects.requireNonNullElse(request.reason(), "withdrawn");
        bookings.lockUnborn(request.bookingId());
        Optional<Booking> booking = bookings.lock(request.bookingId());
        if (booking.isEmpty()) {
            tombstones.raise(request.bookingId(), request.deliveryId(), reason);
            return;
        }
        Transition transition = booking.get().withdraw(reason, clock.instant());
        if (transition instanceof Transition.Moved(BookingSnapshot moved)) {
            messages.announce(moved, decision);
            calls.withdraw(moved);
        } else {
            messages.answer(transition.booking(), decision);
        }
    }

    /** Ends it where its time is up; harmless otherwise. */
    @Transactional
    void expire(String bookingId) {
        bookings.lock(bookingId).ifPresent(booking -> {
            if (booking.expire(clock.instant()) instanceof Transition.Moved(BookingSnapshot moved)) {
                messages.announce(moved, routing.decide(moved.deliveryKey()));
                calls.withdraw(moved);
            }
        });
    }

    /** The goods are with the driver: from now on the courier cannot drop out. */
    @Transactional
    public void pickedUp(DeliveryMessage delivery, Decision decision) {
        bookings.lockLive(delivery.deliveryId())
                .filter(booking -> Objects.equals(
                        delivery.delivery().attempt(), booking.snapshot().attempt()))
                .ifPresent(booking -> {
                    if (booking.pickUp(clock.instant()) instanceof Transition.Moved(BookingSnapshot moved)) {
                        messages.announce(moved, decision);
                    }
                });
    }

    /** Delivered, returned or failed: whoever carried has done so. */
    @Transactional
    public void completed(DeliveryMessage delivery, Decision decision) {
        bookings.lockLive(delivery.deliveryId()).ifPresent(booking -> {
            if (booking.complete(clock.instant()) instanceof Transition.Moved(BookingSnapshot moved)) {
                messages.announce(moved, decision);
                tellUnlessItCarried(moved);
            }
        });
    }

    /** Cancelled or expired: nobody is to come. */
    @Transactional
    public void released(DeliveryMessage delivery, Decision decision) {
        bookings.lockLive(delivery.deliveryId()).ifPresent(booking -> {
            if (booking.withdraw(Booking.DELIVERY_ENDED, clock.instant())
                    instanceof Transition.Moved(BookingSnapshot moved)) {
                messages.announce(moved, decision);
                calls.withdraw(moved);
            }
        });
    }

    private void tellUnlessItCarried(BookingSnapshot booking) {
        if (booking.status() == BookingStatus.WITHDRAWN) {
            calls.withdraw(booking);
        }
    }
}
