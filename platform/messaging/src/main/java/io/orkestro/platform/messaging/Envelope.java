package io.orkestro.platform.messaging;

import io.orkestro.platform.routing.Decision;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is on the wire around the data, flat JSON.
 *
 * @param id UUIDv7; the inbox knows a message by it
 * @param type logical name with version, never a class name
 * @param subject id of the aggregate
 * @param sequence the aggregate's change counter, 0 where there is none
 * @param epoch who owned the aggregate when it changed, 0 where nobody owns
 * @param occurredAt when it was appended to the outbox
 * @param producer name of the application that said it
 * @param decision the sides of the step this belongs to; for an effect on the outside it names the one side that acts
 * @param traceparent W3C trace context, null where the work was not traced
 * @param forwards how often it was passed on to the other side, because the aggregate had moved
 */
public record Envelope(
        UUID id,
        String type,
        String subject,
        long sequence,
        long epoch,
        Instant occurredAt,
        String producer,
        Decision decision,
        @Nullable String traceparent,
        int forwards) {

    /** As it leaves its producer. */
    public Envelope(
            UUID id,
            String type,
            String subject,
            long sequence,
            long epoch,
            Instant occurredAt,
            String producer,
            Decision decision,
            @Nullable String traceparent) {
        this(id, type, subject, sequence, epoch, occurredAt, producer, decision, traceparent, 0);
    }
}
