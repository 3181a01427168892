package io.orkestro.notification.news;

import io.orkestro.platform.messaging.Envelope;
import io.orkestro.platform.routing.Decision;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something happened to a delivery that people and systems want to hear of.
 *
 * @param handle tells this news from all other news of the delivery: the sequence, or the message's id where it has none
 * @param type without version: {@code delivery.picked_up}
 * @param sequence the delivery's change counter, 0 where the news is not a change of it
 * @param data the delivery as it was then; of an ETA the news alone
 */
public record News(
        String handle,
        String type,
        long sequence,
        Instant at,
        String deliveryId,
        String retailerId,
        Decision decision,
        ObjectNode data) {

    /** Of dispatch: a change. */
    public static News of(Envelope envelope, DeliveryNews heard) {
        return new News(
                Long.toString(envelope.sequence()),
                Events.typeOf(envelope),
                envelope.sequence(),
                envelope.occurredAt(),
                envelope.subject(),
                heard.retailerId(),
                envelope.decision(),
                heard.delivery());
    }

    /** Of tracking: an estimate, which is no change of the delivery. */
    public static News ofEta(Envelope envelope, ObjectNode heard) {
        return new News(
                envelope.id().toString(),
                Events.typeOf(envelope),
                0,
                envelope.occurredAt(),
                envelope.subject(),
                heard.get("retailerId").asString(),
                envelope.decision(),
                heard);
    }
}
