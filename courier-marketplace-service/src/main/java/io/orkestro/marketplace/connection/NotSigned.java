package io.orkestro.marketplace.connection;

import io.orkestro.platform.web.problem.Refusal;

/** What came does not show that the courier sent it. */
final class NotSigned extends Refusal {

    NotSigned() {
        super(
                401,
                "invalid_signature",
                "Not signed by the courier",
                "The signature is missing or wrong. Check the webhook key of the courier's account.");
    }
}
