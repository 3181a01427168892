package io.orkestro.monolith.notification.webhook;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which webhooks are posted again.
 *
 * @param from inclusive
 * @param until exclusive; absent is now
 * @param taken whether also those that the receiver has taken; absent is no
 */
record ReplayRequest(
        @NotNull Instant from,
        @Nullable Instant until,
        @Nullable Boolean taken) {

    boolean wantsTaken() {
        return Boolean.TRUE.equals(taken);
    }
}
