package io.orkestro.dispatch.intake.event;

import io.orkestro.platform.web.problem.Refusal;

/** What somebody else sent in a shop's name. */
final class NotSigned extends Refusal {

    NotSigned() {
        super(
                401,
                "invalid_signature",
                "Not signed by the shop",
                "The signature does not belong to this body and this connection. Is the signing secret that of the shop?");
    }
}
