package io.orkestro.platform.messaging;

/**
 * An addressed message is about something that the other side owns. A handler throws it; what it did is rolled back, and
 * the message goes to the other side, where it has its effect once.
 */
public final class NotOwnedHere extends RuntimeException {

    public NotOwnedHere(String subject) {
        super(subject + " is owned by the other side", null, false, false);
    }
}
