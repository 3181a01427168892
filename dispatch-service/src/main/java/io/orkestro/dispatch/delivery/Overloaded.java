package io.orkestro.dispatch.delivery;

import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;

/** More work waits than should: what has begun goes on, new work comes later. */
final class Overloaded extends Refusal {

    Overloaded() {
        super(
                503,
                "overloaded",
                "Too busy right now",
                "No new deliveries are taken for a moment. Repeat the request with the same Idempotency-Key.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(5);
    }
}
