package io.orkestro.dispatch.delivery;

import io.orkestro.platform.web.problem.Refusal;

/** Something a delivery's present status does not allow. */
public final class IllegalMove extends Refusal {

    private final DeliveryStatus present;

    IllegalMove(DeliveryStatus present, String asked) {
        super(
                409,
                "invalid_state_transition",
                "Not in the present status",
                "The delivery is %s; it cannot be %s now.".formatted(present.slug(), asked));
        this.present = present;
    }

    public DeliveryStatus present() {
        return present;
    }
}
