package io.orkestro.gateway.console.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of a delivery's timeline.
 *
 * @param decision a letter per capability, as {@code MSMM}
 * @param traceId to find it in the traces, null where it was not traced
 */
record Happening(
        long sequence,
        String type,
        long epoch,
        String status,
        Instant occurredAt,
        String producer,
        String decision,
        @Nullable String traceId) {}
