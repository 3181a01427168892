package io.orkestro.platform.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits.
 *
 * @param attempts how often the broker did not take it
 * @param traceparent of the step that appended it, null where that was not traced
 */
record OutboxRow(
        long id,
        UUID messageId,
        String exchange,
        String routingKey,
        String type,
        String subject,
        String body,
        int attempts,
        @Nullable String traceparent) {

    /** One that is to be appended. */
    static OutboxRow fresh(
            UUID messageId,
            String exchange,
            String routingKey,
            String type,
            String subject,
            String body,
            @Nullable String traceparent) {
        return new OutboxRow(0, messageId, exchange, routingKey, type, subject, body, 0, traceparent);
    }

    boolean isHeartbeat() {
        return type.equals(Heartbeat.TYPE);
    }

    Route route() {
        return new Route(exchange, routingKey);
    }

    /** Where messages go; whether it leads anywhere is up to the queues bound at the time. */
    record Route(String exchange, String routingKey) {

        boolean isEvent() {
            return Topology.RoutingKeys.isEvent(routingKey);
        }
    }
}
