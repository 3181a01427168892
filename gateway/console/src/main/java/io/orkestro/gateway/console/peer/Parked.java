package io.orkestro.gateway.console.peer;

import io.orkestro.platform.messaging.ParkedMessages;
import java.time.Instant;

/** A message that an application could not handle, without what is in it: that may be personal. */
record Parked(
        String id,
        String consumer,
        String exchange,
        String type,
        String subject,
        String reason,
        int attempts,
        Instant parkedAt) {

    static Parked of(ParkedMessages.Parked own) {
        return new Parked(
                own.id().toString(),
                own.consumer(),
                own.exchange(),
                own.type(),
                own.subject(),
                own.reason(),
                own.attempts(),
                own.parkedAt());
    }
}
