package io.orkestro.gateway.edge.problem;

import io.orkestro.platform.web.problem.Refusal;
import java.time.Duration;

/** Keys or routing table are not known yet: neither the database nor the disk had a snapshot since the start. */
public final class NotReady extends Refusal {

    public NotReady() {
        super(503, "not_ready", "Not ready yet", "The gateway is starting. Try again in a moment.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(2);
    }
}
