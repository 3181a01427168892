package io.orkestro.platform.messaging;

import java.util.UUID;

/**
 * A message that waits.
 *
 * @param attempts how often the broker did not take it
 */
record OutboxRow(
        long id,
        UUID messageId,
        String exchange,
        String routingKey,
        String type,
        String subject,
        String body,
        int attempts) {

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
