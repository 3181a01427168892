package io.orkestro.monolith.marketplace;

import io.orkestro.monolith.marketplace.booking.BookCourier;
import io.orkestro.monolith.marketplace.booking.BookingRequestedMessage;
import io.orkestro.monolith.marketplace.booking.DeliveryMessage;
import io.orkestro.monolith.marketplace.booking.EndBooking;
import io.orkestro.monolith.marketplace.booking.MessageRequestedMessage;
import io.orkestro.monolith.marketplace.booking.PassMessageOn;
import io.orkestro.monolith.marketplace.booking.WithdrawalRequestedMessage;
import io.orkestro.monolith.marketplace.quote.Quotes;
import io.orkestro.monolith.marketplace.quote.QuotesRequestedMessage;
import io.orkestro.monolith.marketplace.sandbox.DriveTrips;
import io.orkestro.platform.messaging.Envelope;
import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.util.function.BiConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the marketplace listens to. Each message begins a step, which goes by the routing table as it is now. */
@Configuration(proxyBeanMethods = false)
class MarketplaceSubscriptions {

    private static final String CONSUMER = Capability.COURIER_MARKETPLACE.slug();

    private final Routing routing;

    MarketplaceSubscriptions(Routing routing) {
        this.routing = routing;
    }

    @Bean
    Subscription marketplaceFromDispatch(Quotes quotes, BookCourier book, EndBooking end, DriveTrips trips) {
        return Subscription.of(CONSUMER, Capability.DISPATCH.slug())
                .onAddressed("quotes.requested.v1", QuotesRequestedMessage.class, inStepOf(quotes::answer))
                .onAddressed("booking.requested.v1", BookingRequestedMessage.class, inStepOf(book::book))
                .onAddressed(
                        "booking.withdrawal-requested.v1", WithdrawalRequestedMessage.class, inStepOf(end::withdraw))
                .onEvent("delivery.picked_up.v1", DeliveryMessage.class, inStepOf(end::pickedUp))
                .onEvent("delivery.dropoff_enroute.v1", DeliveryMessage.class, inStepOf(end::pickedUp))
                .onEvent("delivery.dropoff_arrived.v1", DeliveryMessage.class, inStepOf(end::pickedUp))
                .onEvent("delivery.returning.v1", DeliveryMessage.class, returning(end, trips))
                .onEvent("delivery.delivered.v1", DeliveryMessage.class, inStepOf(end::completed))
                .onEvent("delivery.returned.v1", DeliveryMessage.class, inStepOf(end::completed))
                .onEvent("delivery.failed.v1", DeliveryMessage.class, inStepOf(end::completed))
                .onEvent("delivery.cancelled.v1", DeliveryMessage.class, inStepOf(end::released))
                .onEvent("delivery.expired.v1", DeliveryMessage.class, inStepOf(end::released))
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

    private Handler<DeliveryMessage> returning(EndBooking end, DriveTrips trips) {
        return (envelope, delivery) -> {
            end.pickedUp(delivery, now(envelope));
            trips.turnBack(delivery);
        };
    }

    private <T> Handler<T> inStepOf(BiConsumer<T, Decision> useCase) {
        return (Envelope envelope, T data) -> useCase.accept(data, now(envelope));
    }

    /** All of these are about a delivery, and dispatch looks after it where its retailer's key says. */
    private Decision now(Envelope envelope) {
        return routing.decide(RoutingKey.ofPublicId(envelope.subject()));
    }
}
