package io.orkestro.platform.web.idempotency;

import io.orkestro.platform.web.problem.Refusal;

/** The same Idempotency-Key with another body or on another resource. */
final class KeyReused extends Refusal {

    KeyReused(String key) {
        super(
                422,
                "idempotency_key_reused",
                "The Idempotency-Key was used for another request",
                "The key \"%s\" belongs to a request with another body or address; take a new key for a new request."
                        .formatted(key));
    }
}
