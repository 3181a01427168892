package io.orkestro.gateway.console.guard;

import io.orkestro.platform.routing.Capability;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last time the guard moved a capability back.
 *
 * @param version of the flag after it
 * @param clearedAt when a person allowed it to move forward again; null while it is latched
 */
public record GuardMove(
        Capability capability,
        Instant movedAt,
        long version,
        String words,
        @Nullable Instant clearedAt,
        @Nullable String clearedBy) {

    /** Whether nobody may move it forward. */
    public boolean isLatched() {
        return clearedAt == null;
    }
}
