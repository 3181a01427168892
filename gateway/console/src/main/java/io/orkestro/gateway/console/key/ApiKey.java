package io.orkestro.gateway.console.key;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key as the console shows it; secrets appear by their times alone.
 *
 * @param id public part
 * @param secrets newest first; a second one while the key is being rotated
 */
record ApiKey(
        String id,
        KeyRole role,
        @Nullable String principal,
        String name,
        @Nullable Integer requestsPerSecond,
        @Nullable Integer burst,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        List<Secret> secrets) {

    /**
     * @param expiresAt end of the grace period after a rotation, null for the newest
     */
    record Secret(Instant createdAt, @Nullable Instant expiresAt) {}

    @JsonIgnore
    boolean isRevoked() {
        return revokedAt != null;
    }
}
