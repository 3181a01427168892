package io.orkestro.marketplace.courier;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;

/**
 * A courier was registered or changed: its whole snapshot.
 *
 * @param key its routing key
 * @param sealedOfferSecret sealed with the installation's key
 */
record CourierChanged(CourierResponse courier, String key, String sealedOfferSecret) {

    private static final String TYPE = "courier.changed.v1";

    static Message of(Courier courier, Decision decision) {
        return Message.event(
                Capability.COURIER_MARKETPLACE.slug(),
                TYPE,
                courier.id(),
                courier.sequence(),
                courier.epoch(),
                decision,
                new CourierChanged(CourierResponse.of(courier), courier.key().value(), courier.offerSecret()));
    }
}
