package io.orkestro.dispatch.messaging;

import io.orkestro.dispatch.consignment.Amendment;
import io.orkestro.dispatch.delivery.DeliveryOrder;
import io.orkestro.dispatch.delivery.TakeRequests;
import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.messaging.Handler;
import io.orkestro.platform.messaging.NotOwnedHere;
import io.orkestro.platform.messaging.Subscription;
import io.orkestro.platform.routing.Capability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What intake asks of whoever dispatches. */
@Configuration(proxyBeanMethods = false)
class IntakeRequests {

    private static final Logger log = LoggerFactory.getLogger(IntakeRequests.class);

    /** Half a minute, as messages without an owner wait. */
    private static final int LOOKED_FOR = 20;

    @Bean
    Subscription dispatchHearsIntake(TakeRequests requests, @Qualifier("deliveryOwnership") Ownership ownership) {
        return Subscription.of(Capability.DISPATCH.slug(), "intake")
                .onAddressed(
                        "delivery.requested.v1",
                        DeliveryRequestedMessage.class,
                        ownership.whenBorn((_, message) -> requests.create(
                                message.deliveryId(), message.retailerId(), message.order(), message.fingerprint())))
                .onAddressed(
                        "delivery.amendment-requested.v1",
                        AmendmentRequestedMessage.class,
                        unlessNeverBorn(ownership.whenOwned(
                                AmendmentRequestedMessage::deliveryId,
                                (_, message) -> requests.amend(
                                        message.deliveryId(), message.retailerId(), message.amendment()))))
                .onAddressed(
                        "delivery.cancellation-requested.v1",
                        CancellationRequestedMessage.class,
                        unlessNeverBorn(ownership.whenOwned(
                                CancellationRequestedMessage::deliveryId,
                                (_, message) -> requests.cancel(message.deliveryId(), message.retailerId()))))
                .build();
    }

    /** What was refused is nowhere, and is not looked for on either side for ever. */
    private static <T> Handler<T> unlessNeverBorn(Handler<T> handler) {
        return (envelope, message) -> {
            try {
                handler.handle(envelope, message);
            } catch (NotOwnedHere unknown) {
                if (envelope.forwards() < LOOKED_FOR) {
                    throw unknown;
                }
                log.info("{} is about {}, which is nowhere: it was never born", envelope.type(), envelope.subject());
            }
        };
    }

    record DeliveryRequestedMessage(String deliveryId, String retailerId, DeliveryOrder order, String fingerprint) {}

    record AmendmentRequestedMessage(String deliveryId, String retailerId, Amendment amendment) {}

    record CancellationRequestedMessage(String deliveryId, String retailerId) {}
}
