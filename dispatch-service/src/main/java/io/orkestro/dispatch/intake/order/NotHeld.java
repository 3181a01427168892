package io.orkestro.dispatch.intake.order;

import io.orkestro.platform.web.problem.Refusal;
import java.util.Locale;

/** Only what is held can be let go or dismissed. */
final class NotHeld extends Refusal {

    NotHeld(String orderId, OrderStatus status) {
        super(
                409,
                "order_not_held",
                "The order is not held",
                "%s is %s. Only held orders are let go or dismissed; a delivery is changed at /v1/deliveries."
                        .formatted(orderId, status.name().toLowerCase(Locale.ROOT)));
    }
}
