package io.orkestro.marketplace.booking;

import io.orkestro.marketplace.courier.VehicleType;
import io.orkestro.marketplace.money.Money;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What bookings say: one event for each change, and to dispatch the answers it waits for. */
@Component
class BookingMessages {

    private static final String EXCHANGE = Capability.COURIER_MARKETPLACE.slug();

    private final Outbox outbox;
    private final Routing routing;

    BookingMessages(Outbox outbox, Routing routing) {
        this.outbox = outbox;
        this.routing = routing;
    }

    /** Yes. */
    record Confirmed(
            String bookingId,
            String deliveryId,
            int attempt,
            String courierId,
            String courierName,
            @Nullable VehicleType vehicle,
            Money fee,
            @Nullable Driver driver,
            @Nullable Instant pickupEta,
            @Nullable Instant dropoffEta) {}

    /** No, no longer, or too late. */
    record Ended(
            String bookingId,
            String deliveryId,
            int attempt,
            String courierId,
            @Nullable String reason) {}

    void announce(BookingSnapshot booking) {
        outbox.append(Message.event(
                EXCHANGE,
                HearOfBookings.CHANGED,
                booking.id(),
                booking.sequence(),
                booking.epoch(),
                decided(booking.deliveryId()),
                new HearOfBookings.Changed(booking)));
        answer(booking);
    }

    /** The answer again, where there is one. */
    void answer(BookingSnapshot booking) {
        switch (booking.status()) {
            case OFFERED, COMPLETED -> {}
            case CONFIRMED -> {
                // A pick-up is a change of the booking, not another yes.
                if (booking.pickedUpAt() == null) {
                    tellDispatch("booking.confirmed.v1", booking.deliveryId(), confirmed(booking));
                }
            }
            case REJECTED -> tellDispatch("booking.rejected.v1", booking.deliveryId(), ended(booking));
            case EXPIRED -> tellDispatch("booking.expired.v1", booking.deliveryId(), ended(booking));
            case WITHDRAWN -> tellDispatch("booking.withdrawn.v1", booking.deliveryId(), ended(booking));
        }
    }

    /** No to a courier that nobody knows. */
    void rejectUnknownCourier(BookingRequestedMessage request) {
        tellDispatch(
                "booking.rejected.v1",
                request.deliveryId(),
                new Ended(
                        request.bookingId(),
                        request.deliveryId(),
                        request.attempt(),
                        request.courierId(),
                        "unknown_courier"));
    }

    /** Whoever is decided to serve the delivery now: what was decided when the booking was asked for may be long past. */
    Decision decided(String deliveryId) {
        return routing.decide(RoutingKey.ofPublicId(deliveryId));
    }

    private void tellDispatch(String type, String deliveryId, Object data) {
        Decision decision = decided(deliveryId);
        outbox.append(Message.addressed(EXCHANGE, decision.of(Capability.DISPATCH), type, deliveryId, decision, data));
    }

    private static Confirmed confirmed(BookingSnapshot booking) {
        return new Confirmed(
                booking.id(),
                booking.deliveryId(),
                booking.attempt(),
                booking.courierId(),
                booking.job().courierName(),
                booking.vehicle(),
                booking.job().fee(),
                booking.driver(),
                booking.pickupEta(),
                booking.dropoffEta());
    }

    private static Ended ended(BookingSnapshot booking) {
        return new Ended(booking.id(), booking.deliveryId(), booking.attempt(), booking.courierId(), booking.reason());
    }
}
