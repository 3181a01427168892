package io.orkestro.gateway.edge.access;

import io.orkestro.platform.web.token.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One API key as the edge needs it; the console owns it.
 *
 * @param id its public part
 * @param role what its holder is
 * @param principal {@code ret_…} or {@code crr_…}; null for ops
 * @param secrets one, or two while it is being rotated
 * @param expiresAt when it ends by itself, null for never
 * @param requestsPerSecond its own rate limit, null for the edge's default
 * @param burst requests it may send at once, null for the edge's default
 */
public record ApiKey(
        String id,
        Role role,
        @Nullable String principal,
        List<Secret> secrets,
        @Nullable Instant expiresAt,
        @Nullable Integer requestsPerSecond,
        @Nullable Integer burst) {

    /**
     * @param sha256 lower-case hex; the secret itself is known to its holder alone
     * @param expiresAt end of the grace period after a rotation, null for the newest
     */
    public record Secret(String sha256, @Nullable Instant expiresAt) {}

    public ApiKey {
        secrets = List.copyOf(secrets);
    }

    boolean accepts(String sha256, Instant now) {
        if (isOver(expiresAt, now)) {
            return false;
        }
        return secrets.stream()
                .filter(secret -> !isOver(secret.expiresAt(), now))
                .anyMatch(secret -> PresentedKey.sameText(secret.sha256(), sha256));
    }

    private static boolean isOver(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }
}
