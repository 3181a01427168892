package io.orkestro.dispatch.delivery;

import io.orkestro.dispatch.proof.SubmittedProof;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a courier says it did, over HTTP or through the marketplace.
 *
 * @param attempt the attempt it speaks of
 * @param occurredAt null is now
 * @param reason of {@code returning} and {@code failed}; an open list
 */
public record StatusReport(
        @NotNull @Min(1) Integer attempt,
        @NotNull DeliveryStatus status,
        @Nullable Instant occurredAt,
        @Valid @Nullable Driver driver,
        @Size(min = 1, max = 200) @Nullable String reason,
        @Size(max = Delivery.MOST_PROOFS) @Nullable List<@NotNull @Valid SubmittedProof> proofs,
        @Nullable Instant pickupEta,
        @Nullable Instant dropoffEta) {}
