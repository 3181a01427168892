package io.orkestro.marketplace.checkout;

import io.orkestro.platform.web.problem.Refusal;

/** Refused from the first call on, and not only on the day when couriers are slow. */
final class FallbackMissing extends Refusal {

    FallbackMissing() {
        super(
                409,
                "fallback_price_missing",
                "No fallback price",
                "Say first what your checkout shows when couriers are slow: PUT /v1/checkout-rates/fallback.");
    }
}
