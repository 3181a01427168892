package io.orkestro.gateway.console.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change.
 *
 * @param actor who did it
 * @param action {@code key.issued}, {@code key.rotated}, {@code key.revoked}
 * @param subject id of what was changed
 * @param before JSON, null where there was nothing
 * @param after JSON
 */
record AuditEntry(
        long id,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String before,
        String after) {}
