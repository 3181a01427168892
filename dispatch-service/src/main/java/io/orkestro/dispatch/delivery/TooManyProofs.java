package io.orkestro.dispatch.delivery;

import io.orkestro.platform.web.problem.Refusal;

/** Nobody needs that many. */
final class TooManyProofs extends Refusal {

    TooManyProofs() {
        super(
                409,
                "too_many_proofs",
                "Too many proofs",
                "A delivery keeps at most %d proofs.".formatted(Delivery.MOST_PROOFS));
    }
}
