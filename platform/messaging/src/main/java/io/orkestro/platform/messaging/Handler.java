package io.orkestro.platform.messaging;

/**
 * Reacts to one type of message, in one transaction with the inbox row: once per message, whatever the broker repeats.
 * No HTTP inside; what must reach the outside is written down and done by {@link DueWork}.
 *
 * @param <T> the consumer's own small record of what it reads; unknown fields are ignored
 */
@FunctionalInterface
public interface Handler<T> {

    void handle(Envelope envelope, T data);
}
