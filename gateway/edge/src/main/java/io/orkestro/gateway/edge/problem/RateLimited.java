package io.orkestro.gateway.edge.problem;

import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;

/** This key asks more than it may. */
public final class RateLimited extends Refusal {

    private final Duration wait;

    public RateLimited(Duration wait) {
        super(429, "rate_limited", "Too many requests", "This API key is over its rate limit; wait for Retry-After.");
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return wait;
    }
}
