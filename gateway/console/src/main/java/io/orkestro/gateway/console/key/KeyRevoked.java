package io.orkestro.gateway.console.key;

import io.orkestro.platform.web.problem.Refusal;

/** A revoked key stays revoked. */
final class KeyRevoked extends Refusal {

    KeyRevoked(String id) {
        super(
                409,
                "key_revoked",
                "The key is revoked",
                "The key \"%s\" is revoked and cannot be rotated; issue a new one.".formatted(id));
    }
}
