package io.orkestro.monolith.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An arrival moved by more than is worth telling.
 *
 * @param attempt whose arrival it is
 * @param previousEta what was told before, null where nothing was
 * @param lateByMinutes by how much it is after the drop-off's window, null where it is in time
 */
public record EtaChanged(
        String deliveryId,
        String retailerId,
        @Nullable Integer attempt,
        Instant dropoffEta,
        @Nullable Instant previousEta,
        @Nullable Integer lateByMinutes) {

    public static final String TYPE = "delivery.eta_changed.v1";
}
