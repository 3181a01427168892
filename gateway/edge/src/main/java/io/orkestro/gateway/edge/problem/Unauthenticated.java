package io.orkestro.gateway.edge.problem;

import io.orkestro.platform.web.problem.Refusal;

/** No API key, or one that is unknown, revoked or expired: the four look the same. */
public final class Unauthenticated extends Refusal {

    public Unauthenticated() {
        super(
                401,
                "unauthenticated",
                "Not authenticated",
                "Send a valid API key: \"Authorization: Bearer ork_…\". This one is missing, unknown, revoked or expired.");
    }
}
