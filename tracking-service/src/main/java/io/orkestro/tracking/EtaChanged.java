package io.orkestro.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An arrival moved by more than is worth telling.
 *
 * @param previousEta what was told before, null where nothing was
 */
record EtaChanged(
        String deliveryId,
        String retailerId,
        Instant dropoffEta,
        @Nullable Instant previousEta) {

    static final String TYPE = "delivery.eta_changed.v1";
}
