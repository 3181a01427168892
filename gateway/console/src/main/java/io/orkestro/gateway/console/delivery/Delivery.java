package io.orkestro.gateway.console.delivery;

import io.orkestro.platform.routing.Side;
import java.time.Instant;

/**
 * A delivery as its events tell it.
 *
 * @param epoch odd the monolith's, even the service's
 * @param servedBy the application that told the latest change
 */
record Delivery(
        String id, String retailerId, String status, long epoch, long sequence, String servedBy, Instant changedAt) {

    Side owner() {
        return epoch % 2 == 0 ? Side.SERVICE : Side.MONOLITH;
    }
}
