package io.orkestro.gateway.flags.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change.
 *
 * @param actor who did it
 * @param action {@code flag.changed}, {@code key.issued}, {@code parked.discarded} …
 * @param subject a capability, or the id of what was changed
 * @param before JSON, null where there was nothing
 * @param after JSON
 * @param reason in the actor's words, null where none is asked for
 */
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        String action,
        String subject,
        @Nullable String before,
        String after,
        @Nullable String reason) {}
