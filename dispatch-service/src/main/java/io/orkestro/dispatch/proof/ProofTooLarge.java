package io.orkestro.dispatch.proof;

import io.orkestro.platform.web.problem.Refusal;

/** A picture of more than five megabytes. */
final class ProofTooLarge extends Refusal {

    ProofTooLarge() {
        super(
                413,
                "body_too_large",
                "The body is too large",
                "A proof is at most 5 MB once decoded; send a smaller one.");
    }
}
