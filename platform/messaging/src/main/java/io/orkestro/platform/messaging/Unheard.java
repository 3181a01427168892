package io.orkestro.platform.messaging;

/**
 * Says which messages have nobody to hear them, and are not written to the outbox at all. Without such a bean everything
 * is: an event that no queue wants would be held for a while, with all of its subject, in case its reader is about to come.
 */
@FunctionalInterface
public interface Unheard {

    /** Asked in the transaction that appends; answers from memory. */
    boolean isUnheard(String exchange, String type);
}
