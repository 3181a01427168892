package io.orkestro.marketplace.courier;

import java.time.Instant;
import java.util.Set;

/**
 * A courier whole, as its events carry it.
 *
 * @param key its routing key
 * @param sealedOfferSecret sealed with the installation's key
 */
record CourierSnapshot(CourierResponse courier, String key, String sealedOfferSecret) {

    static CourierSnapshot of(Courier courier) {
        return new CourierSnapshot(CourierResponse.of(courier), courier.key().value(), courier.offerSecret());
    }

    CourierProfile profile() {
        return new CourierProfile(
                courier.name(),
                courier.vehicles(),
                courier.serviceArea(),
                courier.rateCard(),
                courier.capacity(),
                courier.speedKmh(),
                courier.opensAt(),
                courier.closesAt(),
                courier.timezone(),
                Set.copyOf(courier.requirements()),
                courier.offerUrl(),
                courier.sandbox(),
                courier.hours());
    }

    boolean isPaused() {
        return courier.paused();
    }

    Instant createdAt() {
        return courier.createdAt();
    }

    Instant updatedAt() {
        return courier.updatedAt();
    }
}
