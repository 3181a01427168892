package io.orkestro.platform.messaging;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Messages that could not be handled, kept for a person to look at; they are in nobody's way. */
public interface ParkedMessages {

    /**
     * One of them.
     *
     * @param envelope the whole message as it was on the wire
     * @param reason the exception's class and message, or what is wrong with the message itself
     * @param attempts how often it was tried
     */
    record Parked(
            UUID id,
            String consumer,
            String exchange,
            String type,
            String subject,
            String envelope,
            String reason,
            int attempts,
            Instant parkedAt) {}

    /** The oldest first. */
    List<Parked> list(int limit);

    long count();

    /** Whether one of this consumer's from that exchange is parked. */
    boolean has(String consumer, String exchange);

    /**
     * Tries it again now, in this thread: gone where it succeeds, parked with the new reason where not.
     *
     * @return whether it was handled; false, too, where it is not parked any more
     */
    boolean replay(String consumer, UUID id);

    /** Forgets it for good. */
    boolean discard(String consumer, UUID id);
}
