package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.proof.Proof;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a courier says it did.
 *
 * @param attempt the attempt it speaks of
 * @param occurredAt when it happened, by the courier's clock
 * @param reason of {@code returning} and {@code failed}
 */
record Report(
        int attempt,
        DeliveryStatus status,
        Instant occurredAt,
        @Nullable Driver driver,
        @Nullable String reason,
        List<Proof> proofs,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta) {

    /** The same about another status. */
    Report of(DeliveryStatus other) {
        return new Report(attempt, other, occurredAt, driver, reason, proofs, pickupEta, dropoffEta);
    }
}
