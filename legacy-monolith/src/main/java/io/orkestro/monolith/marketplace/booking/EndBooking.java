package io.orkestro.monolith.marketplace.booking;

import io.orkestro.monolith.marketplace.courier.Couriers;
import io.orkestro.platform.backend.Ownership;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The platform's side: taken back, out of time, or the delivery is over. The courier hears of what it believes alive. */
@Component
public class EndBooking {

    private final Bookings bookings;
    private final Couriers couriers;
    private final Ownership ownership;
    private final Tombstones tombstones;
    private final BookingMessages messages;
    private final CourierCalls calls;
    private final Clock clock;

    EndBooking(
            Bookings bookings,
            Couriers couriers,
            @Qualifier("courierOwnership") Ownership ownership,
            Tombstones tombstones,
            BookingMessages messages,
            CourierCalls calls,
            Clock clock) {
        this.bookings = bookings;
        this.couriers = couriers;
        this.ownership = ownership;
        this.tombstones = tombstones;
        this.messages = messages;
        this.calls = calls;
        this.clock = clock;
    }

    /** Dispatch takes it back; where it has not come yet, it will be answered withdrawn when it comes. */
    @Transactional
    public void withdraw(WithdrawalRequestedMessage request) {
        String reason = Objects.requireNonNullElse(request.reason(), "withdrawn");
        hold(request.courierId());
        bookings.lockUnborn(request.bookingId());
        Optional<Booking> booking = bookings.lock(request.bookingId());
        if (booking.isEmpty()) {
            tombstones.raise(request.bookingId(), request.courierId(), request.deliveryId(), reason);
            return;
        }
        Transition transition = booking.get().withdraw(reason, clock.instant());
        if (transition instanceof Transition.Moved(BookingSnapshot moved)) {
            messages.announce(moved);
            calls.withdraw(moved);
        } else {
            messages.answer(transition.booking());
        }
    }

    /** Ends it where its time is up; harmless otherwise. */
    @Transactional
    void expire(String bookingId) {
        String courierId = bookings.courierOf(bookingId).orElseThrow();
        if (!couriers.hold(courierId)
                .filter(courier -> ownership.isOwn(courier.epoch()))
                .isPresent()) {
            return;
        }
        bookings.lock(bookingId).ifPresent(booking -> {
            if (booking.expire(clock.instant()) instanceof Transition.Moved(BookingSnapshot moved)) {
                messages.announce(moved);
                calls.withdraw(moved);
            }
        });
    }

    /** The goods are with the driver: from now on the courier cannot drop out. */
    @Transactional
    public void pickedUp(DeliveryMessage delivery) {
        lockLive(delivery)
                .filter(booking -> Objects.equals(
                        delivery.delivery().attempt(), booking.snapshot().attempt()))
                .ifPresent(booking -> {
                    if (booking.pickUp(clock.instant()) instanceof Transition.Moved(BookingSnapshot moved)) {
                        messages.announce(moved);
                    }
                });
    }

    /** Delivered, returned or failed: whoever carried has done so. */
    @Transactional
    public void completed(DeliveryMessage delivery) {
        lockLive(delivery).ifPresent(booking -> {
            if (booking.complete(clock.instant()) instanceof Transition.Moved(BookingSnapshot moved)) {
                messages.announce(moved);
                tellUnlessItCarried(moved);
            }
        });
    }

    /** Cancelled or expired: nobody is to come. */
    @Transactional
    public void released(DeliveryMessage delivery) {
        lockLive(delivery).ifPresent(booking -> {
            if (booking.withdraw(Booking.DELIVERY_ENDED, clock.instant())
                    instanceof Transition.Moved(BookingSnapshot moved)) {
                messages.announce(moved);
                calls.withdraw(moved);
            }
        });
    }

    /** The courier's lock before the booking's, as everywhere. */
    private Optional<Booking> lockLive(DeliveryMessage delivery) {
        return bookings.courierOfLive(delivery.deliveryId()).flatMap(courierId -> {
            hold(courierId);
            return bookings.lockLive(delivery.deliveryId());
        });
    }

    private void hold(String courierId) {
        couriers.hold(courierId).ifPresent(courier -> ownership.require(courierId, courier.epoch()));
    }

    private void tellUnlessItCarried(BookingSnapshot booking) {
        if (booking.status() == BookingStatus.WITHDRAWN) {
            calls.withdraw(booking);
        }
    }
}
