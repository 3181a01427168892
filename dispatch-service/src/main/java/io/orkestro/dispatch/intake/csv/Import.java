package io.orkestro.dispatch.intake.csv;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of orders, as its retailer sees it.
 *
 * @param zone of the times in it
 * @param rows all there are
 * @param accepted rows that became orders
 * @param unchanged rows that were orders already
 * @param refused rows that can be read in its errors
 * @param detail why it has failed, or is tried again; null where there is nothing to say
 */
record Import(
        String id,
        ImportStatus status,
        String zone,
        int rows,
        int accepted,
        int unchanged,
        int refused,
        @Nullable String detail,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant finishedAt) {}
