package io.orkestro.marketplace;

import io.orkestro.marketplace.booking.BookCourier;
import io.orkestro.marketplace.booking.BookingRequestedMessage;
import io.orkestro.marketplace.booking.DeliveryMessage;
import io.orkestro.marketplace.booking.EndBooking;
import io.orkestro.marketplace.booking.MessageRequestedMessage;
import io.orkestro.marketplace.booking.PassMessageOn;
import io.orkestro.marketplace.booking.WithdrawalRequestedMessage;
import io.orkestro.marketplace.quote.Quotes;
import io.orkestro.marketplace.quote.QuotesRequestedMessage;
import io.orkestro.marketplace.sandbox.DriveTrips;
import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the marketplace listens to. */
@Configuration(proxyBeanMethods = false)
class MarketplaceSubscriptions {

    private static final String CONSUMER = Capability.COURIER_MARKETPLACE.slug();

    @Bean
    Subscription marketplaceFromDispatch(Quotes quotes, BookCourier book, EndBooking end, DriveTrips trips) {
        return Subscription.of(CONSUMER, Capability.DISPATCH.slug())
                .onAddressed("quotes.requested.v1", QuotesRequestedMessage.class, doing(quotes::answer))
                .onAddressed("booking.requested.v1", BookingRequestedMessage.class, doing(book::book))
                .onAddressed("booking.withdrawal-requested.v1", WithdrawalRequestedMessage.class, doing(end::withdraw))
                .onEvent("delivery.picked_up.v1", DeliveryMessage.class, doing(end::pickedUp))
                .onEvent("delivery.dropoff_enroute.v1", DeliveryMessage.class, doing(end::pickedUp))
                .onEvent("delivery.dropoff_arrived.v1", DeliveryMessage.class, doing(end::pickedUp))
                .onEvent("delivery.returning.v1", DeliveryMessage.class, returning(end, trips))
                .onEvent("delivery.delivered.v1", DeliveryMessage.class, doing(end::completed))
                .onEvent("delivery.returned.v1", DeliveryMessage.class, doing(end::completed))
                .onEvent("delivery.failed.v1", DeliveryMessage.class, doing(end::completed))
                .onEvent("delivery.cancelled.v1", DeliveryMessage.class, doing(end::released))
                .onEvent("delivery.expired.v1", DeliveryMessage.class, doing(end::released))
                .build();
    }

    @Bean
    Subscription marketplaceFromNotification(PassMessageOn pass) {
        return Subscription.of(CONSUMER, Capability.NOTIFICATION.slug())
                .onAddressed(
                        "courier.message-requested.v1",
                        MessageRequestedMessage.class,
                        (_, request) -> pass.pass(request))
                .build();
    }

    private static Handler<DeliveryMessage> returning(EndBooking end, DriveTrips trips) {
        return (_, delivery) -> {
            end.pickedUp(delivery);
            trips.turnBack(delivery);
        };
    }

    private static <T> Handler<T> doing(Consumer<T> useCase) {
        return (_, data) -> useCase.accept(data);
    }
}
