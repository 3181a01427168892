package io.orkestro.platform.messaging;

import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import org.jspecify.annotations.Nullable;

/**
 * A message to append to the {@link Outbox}: a domain event, which tells everyone what happened, or an addressed
 * message, which asks one side for something.
 *
 * @param exchange the topic exchange of the producing capability: its slug
 * @param addressee the side whose queue gets it; null for a domain event, which every subscriber gets
 * @param type logical, past tense or a request, with a version: {@code delivery.assigned.v1}
 * @param subject id of the aggregate it is about; messages of one subject keep their order
 * @param sequence the aggregate's change counter; 0 where the message is not about a change
 * @param epoch who owned the aggregate: odd the monolith, even the service; 0 where nobody owns
 * @param decision the sides of the step this belongs to
 * @param data a record; becomes the JSON object {@code data}
 */
public record Message(
        String exchange,
        @Nullable Side addressee,
        String type,
        String subject,
        long sequence,
        long epoch,
        Decision decision,
        Object data) {

    /** A domain event about one change of an aggregate, with the aggregate's whole snapshot as data. */
    public static Message event(
            String exchange, String type, String subject, long sequence, long epoch, Decision decision, Object data) {
        return new Message(exchange, null, type, subject, sequence, epoch, decision, data);
    }

    /** A request or an answer to the one side that the decision names. */
    public static Message addressed(
            String exchange, Side addressee, String type, String subject, Decision decision, Object data) {
        return new Message(exchange, addressee, type, subject, 0, 0, decision, data);
    }

    /**
     * {@code event.<producer's side>.<type>} or {@code <addressee>.<type>}.
     *
     * @param producer null where the producing application is on no side
     */
    String routingKey(@Nullable Side producer) {
        return addressee == null
                ? Topology.RoutingKeys.event(producer, type)
                : Topology.RoutingKeys.addressed(addressee, type);
    }
}
