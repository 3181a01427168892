package io.orkestro.notification.webhook;

import io.orkestro.platform.routing.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A try that is due.
 *
 * @param rung place on the ladder, null where a person asked for this one try
 * @param begunAt when it was leased to whoever performs it
 * @param endpointEpoch who owns the endpoint, as far as is known here
 * @param sealedSecrets those that sign now
 */
record DueAttempt(
        String id,
        String webhookId,
        String endpointId,
        int number,
        @Nullable Integer rung,
        Instant begunAt,
        long endpointEpoch,
        String url,
        List<String> sealedSecrets,
        String body,
        Decision decision) {

    /** For logs: neither what is posted nor what signs it. */
    @Override
    public String toString() {
        return "DueAttempt[%s, %d. of %s at %s]".formatted(id, number, webhookId, endpointId);
    }
}
