package io.orkestro.marketplace;

import io.orkestro.marketplace.booking.BookCourier;
import io.orkestro.marketplace.booking.BookingRequestedMessage;
import io.orkestro.marketplace.booking.DeliveryMessage;
import io.orkestro.marketplace.booking.EndBooking;
import io.orkestro.marketplace.booking.LookUpBooking;
import io.orkestro.marketplace.booking.MessageRequestedMessage;
import io.orkestro.marketplace.booking.PassMessageOn;
import io.orkestro.marketplace.booking.WithdrawalRequestedMessage;
import io.orkestro.marketplace.checkout.AnswerRates;
import io.orkestro.marketplace.checkout.RatesRequestedMessage;
import io.orkestro.marketplace.quote.Quotes;
import io.orkestro.marketplace.quote.QuotesRequestedMessage;
import io.orkestro.marketplace.sandbox.DriveTrips;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the marketplace listens to. */
@Configuration(proxyBeanMethods = false)
class MarketplaceSubscriptions {

    private static final int BOTH_SIDES = 2;
    private static final String CONSUMER = Capability.COURIER_MARKETPLACE.slug();

    private final Ownership couriers;
    private final LookUpBooking bookings;

    MarketplaceSubscriptions(@Qualifier("courierOwnership") Ownership couriers, LookUpBooking bookings) {
        this.couriers = couriers;
        this.bookings = bookings;
    }

    @Bean
    Subscription marketplaceFromDispatch(Quotes quotes, BookCourier book, EndBooking end) {
        return Subscription.of(CONSUMER, Capability.DISPATCH.slug())
                .onAddressed("quotes.requested.v1", QuotesRequestedMessage.class, doing(quotes::answer))
                .onAddressed("booking.requested.v1", BookingRequestedMessage.class, booking(book))
                .onAddressed(
                        "booking.withdrawal-requested.v1",
                        WithdrawalRequestedMessage.class,
                        couriers.whenOwned(WithdrawalRequestedMessage::courierId, doing(end::withdraw)))
                .onOwnersEvent("delivery.picked_up.v1", DeliveryMessage.class, whoCarries(end::pickedUp))
                .onOwnersEvent("delivery.dropoff_enroute.v1", DeliveryMessage.class, whoCarries(end::pickedUp))
                .onOwnersEvent("delivery.dropoff_arrived.v1", DeliveryMessage.class, whoCarries(end::pickedUp))
                .onOwnersEvent("delivery.returning.v1", DeliveryMessage.class, whoCarries(end::pickedUp))
                .onOwnersEvent("delivery.delivered.v1", DeliveryMessage.class, whoCarries(end::completed))
                .onOwnersEvent("delivery.returned.v1", DeliveryMessage.class, whoCarries(end::completed))
                .onOwnersEvent("delivery.failed.v1", DeliveryMessage.class, whoCarries(end::completed))
                .onOwnersEvent("delivery.cancelled.v1", DeliveryMessage.class, whoCarries(end::released))
                .onOwnersEvent("delivery.expired.v1", DeliveryMessage.class, whoCarries(end::released))
                .build();
    }

    /** A driver of the sandbox is outside, like any other, and turns back wherever its courier is kept. */
    @Bean
    Subscription sandboxFromDispatch(DriveTrips trips) {
        return Subscription.of("sandbox", Capability.DISPATCH.slug())
                .onEvent("delivery.returning.v1", DeliveryMessage.class, doing(trips::turnBack))
                .build();
    }

    @Bean
    Subscription marketplaceFromNotification(PassMessageOn pass) {
        return Subscription.of(CONSUMER, Capability.NOTIFICATION.slug())
                .onAddressed(
                        "courier.message-requested.v1",
                        MessageRequestedMessage.class,
                        couriers.whenOwned(MessageRequestedMessage::courierId, doing(pass::pass)))
                .build();
    }

    /** Intake's questions; its exchange is its own. */
    @Bean
    Subscription marketplaceFromIntake(AnswerRates rates) {
        return Subscription.of(CONSUMER, "intake")
                .onAddressed("rates.requested.v1", RatesRequestedMessage.class, doing(rates::take))
                .build();
    }

    /** Where neither side has ever heard of the courier there is nobody to wait for. */
    private Handler<BookingRequestedMessage> booking(BookCourier book) {
        Handler<BookingRequestedMessage> owned =
                couriers.whenOwned(BookingRequestedMessage::courierId, doing(book::book));
        return (envelope, request) -> {
            if (envelope.forwards() >= BOTH_SIDES && !book.knows(request.courierId())) {
                book.book(request);
            } else {
                owned.handle(envelope, request);
            }
        };
    }

    /**
     * For the side that owns the delivery's courier. One that believes in a live booking passes the news on, as the booking
     * may have come to the other side after the news had; one that knows of none has nothing to end.
     */
    private Handler<DeliveryMessage> whoCarries(Consumer<DeliveryMessage> useCase) {
        return (envelope, delivery) -> {
            for (String courierId : bookings.couriersOf(delivery.deliveryId())) {
                couriers.whenOwned((DeliveryMessage _) -> courierId, doing(useCase))
                        .handle(envelope, delivery);
            }
        };
    }

    private static <T> Handler<T> doing(Consumer<T> useCase) {
        return (_, data) -> useCase.accept(data);
    }
}
