package io.orkestro.monolith.dispatch.delivery;

import io.orkestro.platform.backend.Ownership;
import io.orkestro.platform.web.problem.Forbidden;
import io.orkestro.platform.web.problem.NotFound;
import io.orkestro.platform.web.request.Caller;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Who sees which delivery, and what of it: a retailer its own, a courier those it has a live booking for, ops all. What
 * somebody may not see does not exist for them.
 */
@Component
class Sight {

    private final Deliveries deliveries;
    private final Ownership ownership;
    private final String publicUrl;

    Sight(
            Deliveries deliveries,
            @Qualifier("deliveryOwnership") Ownership ownership,
            @Value("${orkestro.public-url}") String publicUrl) {
        this.deliveries = deliveries;
        this.ownership = ownership;
        this.publicUrl = publicUrl;
    }

    Delivery toRead(String id, Caller caller) {
        return deliveries
                .findById(id)
                .filter(delivery -> isSeenBy(caller, delivery))
                .orElseThrow(() -> unknown(id));
    }

    /** Locked for a change by its retailer or ops; a courier's key is refused. */
    Delivery toChange(String id, Caller caller) {
        if (!caller.isRetailer() && !caller.isOps()) {
            throw new Forbidden("This needs the retailer's API key.");
        }
        return lock(id, caller);
    }

    /** Locked for a report by its courier or ops; a retailer's key is refused. A courier's last word may be repeated. */
    Delivery toReport(String id, Caller caller) {
        if (!caller.isCourier() && !caller.isOps()) {
            throw new Forbidden("This needs the courier's API key.");
        }
        Delivery delivery = begun(deliveries.lock(id).orElseThrow(() -> unknown(id)), caller);
        if (caller.isCourier() && !delivery.wasCarriedBy(caller.courierId())) {
            throw unknown(id);
        }
        return delivery;
    }

    DeliveryView show(Delivery delivery, Caller caller) {
        DeliveryView whole = DeliveryView.of(delivery, publicUrl);
        return caller.isCourier() ? whole.forCourier(caller.courierId()) : whole.masked();
    }

    private Delivery lock(String id, Caller caller) {
        Delivery delivery =
                deliveries.lock(id).filter(one -> isSeenBy(caller, one)).orElseThrow(() -> unknown(id));
        return begun(delivery, caller);
    }

    /** A step that a request began: it goes by that request's decision. */
    private Delivery begun(Delivery delivery, Caller caller) {
        ownership.require(delivery.id(), delivery.epoch());
        delivery.follow(caller.decision());
        return delivery;
    }

    private static boolean isSeenBy(Caller caller, Delivery delivery) {
        return switch (caller.role()) {
            case RETAILER -> delivery.retailerId().equals(caller.retailerId());
            case COURIER -> delivery.isCarriedBy(caller.courierId());
            case OPS -> true;
            case ANONYMOUS -> false;
        };
    }

    private static NotFound unknown(String id) {
        return new NotFound("delivery", id);
    }
}
