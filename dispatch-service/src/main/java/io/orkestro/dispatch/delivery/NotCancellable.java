package io.orkestro.dispatch.delivery;

import io.orkestro.platform.web.problem.Refusal;

/** The goods are picked up, or it is over. */
final class NotCancellable extends Refusal {

    NotCancellable(DeliveryStatus present) {
        super(
                409,
                "not_cancellable",
                "Too late to cancel",
                "The delivery is %s. Goods on the road can be brought back: POST …/return.".formatted(present.slug()));
    }
}
