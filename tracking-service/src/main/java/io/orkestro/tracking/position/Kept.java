package io.orkestro.tracking.position;

import io.orkestro.tracking.Fix;
import java.time.Instant;

/**
 * A fix as the history keeps it.
 *
 * @param receivedAt by our clock
 */
record Kept(String deliveryId, int attempt, String courierId, Fix fix, Instant receivedAt) {

    Moment moment() {
        return new Moment(deliveryId, attempt, fix.recordedAt());
    }

    /** Of which there is one fix, however often it is told. */
    record Moment(String deliveryId, int attempt, Instant recordedAt) {}
}
