package io.orkestro.gateway.edge.access;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All live API keys.
 *
 * @param byId each under its public part
 */
public record ApiKeys(Map<String, ApiKey> byId) {

    public ApiKeys {
        byId = Map.copyOf(byId);
    }

    /** Whose key this is, or null: malformed, unknown, revoked, expired, or of another secret. */
    @Nullable
    ApiKey authenticate(@Nullable String authorization, Instant now) {
        PresentedKey presented = PresentedKey.parse(authorization);
        if (presented == null) {
            return null;
        }
        ApiKey key = byId.get(presented.id());
        return key != null && key.accepts(presented.secretSha256(), now) ? key : null;
    }
}
