package io.orkestro.gateway.edge.problem;

import io.orkestro.platform.web.problem.Refusal;

/** The body is over the limit, as its Content-Length says or as counting found. */
public final class BodyTooLarge extends Refusal {

    public BodyTooLarge(long limitInMegabytes) {
        super(
                413,
                "body_too_large",
                "The body is too large",
                "Bodies are at most %d MB; send less at a time.".formatted(limitInMegabytes));
    }
}
