package io.orkestro.notification.message;

import io.orkestro.platform.web.problem.Refusal;

/** There is no driver to tell anything. */
final class NoCourier extends Refusal {

    NoCourier(String deliveryId) {
        super(
                409,
                "no_courier",
                "No courier carries this delivery",
                "There is no driver of \"%s\" now; try again once it is assigned.".formatted(deliveryId));
    }
}
