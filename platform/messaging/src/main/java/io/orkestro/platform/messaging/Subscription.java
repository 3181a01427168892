package io.orkestro.platform.messaging;

import io.orkestro.platform.messaging.WireFormat.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one consumer reads from one exchange: a durable queue, a binding per type, a handler per type. Declare it as a
 * Spring bean; the queue is {@code <application>.<consumer>.<exchange>}.
 *
 * @param consumer names the inbox: a capability's slug
 * @param exchange where it listens
 * @param handlers by type; without any there is no queue
 * @param replica whether it feeds replicas: then it is read before anything else begins, see {@link Builder#replica}
 * @param latestOnly whether the newest message is as good as all, see {@link Builder#latestOnly}
 */
public record Subscription(
        String consumer, String exchange, Map<String, Reader<?>> handlers, boolean replica, boolean latestOnly) {

    /**
     * One type's handler.
     *
     * @param meant which messages of the type
     */
    public record Reader<T>(Class<T> dataType, Handler<T> handler, Meant meant) {}

    /** Which messages of a type a handler is for. */
    public enum Meant {
        EVENTS,
        /** And those that the other side got as well, and passed on. */
        EVENTS_FOR_THE_OWNER,
        EVENTS_OF_THE_OTHER_SIDE,
        /** Of which nobody but the two sides wants to know. */
        NOTES_OF_THE_OTHER_SIDE,
        ADDRESSED_TO_THIS_SIDE
    }

    public Subscription {
        handlers = Map.copyOf(handlers);
    }

    /** @throws Unreadable where there is no such any more */
    static Subscription among(List<Subscription> all, String consumer, String exchange) throws Unreadable {
        for (Subscription subscription : all) {
            if (subscription.consumer().equals(consumer)
                    && subscription.exchange().equals(exchange)) {
                return subscription;
            }
        }
        throw new Unreadable("%s does not subscribe to %s here".formatted(consumer, exchange), null);
    }

    public static Builder of(String consumer, String exchange) {
        return new Builder(consumer, exchange);
    }

    /** Collects the handlers of one subscription. */
    public static final class Builder {

        private final String consumer;
        private final String exchange;
        private final Map<String, Reader<?>> handlers = new LinkedHashMap<>();
        private boolean replica;
        private boolean latestOnly;

        private Builder(String consumer, String exchange) {
            this.consumer = consumer;
            this.exchange = exchange;
        }

        /** A domain event, whichever side it happened on: every subscriber gets it. */
        public <T> Builder onEvent(String type, Class<T> dataType, Handler<T> handler) {
            return add(type, new Reader<>(dataType, handler, Meant.EVENTS));
        }

        /**
         * A domain event that concerns something which one of two sides owns: both get it, and a handler that throws
         * {@link NotOwnedHere} passes it on, so that it finds its owner whichever way that is moving. The owner may
         * therefore get it twice.
         */
        public <T> Builder onOwnersEvent(String type, Class<T> dataType, Handler<T> handler) {
            return add(type, new Reader<>(dataType, handler, Meant.EVENTS_FOR_THE_OWNER));
        }

        /** A domain event of the other side; this side's own are not wanted. */
        public <T> Builder onPeerEvent(String type, Class<T> dataType, Handler<T> handler) {
            return add(type, new Reader<>(dataType, handler, Meant.EVENTS_OF_THE_OTHER_SIDE));
        }

        /**
         * As {@link #onPeerEvent}, of what the two sides tell each other and nobody else reads. Where there is nobody on the
         * other side it is not said at all, see {@link Unheard}.
         */
        public <T> Builder onPeerNote(String type, Class<T> dataType, Handler<T> handler) {
            return add(type, new Reader<>(dataType, handler, Meant.NOTES_OF_THE_OTHER_SIDE));
        }

        /** A request or answer addressed to this application's side. */
        public <T> Builder onAddressed(String type, Class<T> dataType, Handler<T> handler) {
            return add(type, new Reader<>(dataType, handler, Meant.ADDRESSED_TO_THIS_SIDE));
        }

        /**
         * It feeds replicas: at the start its queue is emptied, for ten seconds at most, before the relay, other
         * consumers, timers and the web server begin, so that nothing acts on what has moved meanwhile.
         */
        public Builder replica() {
            replica = true;
            return this;
        }

        /** Each message makes those before it worthless, so the broker keeps only the last one for whoever is away. */
        public Builder latestOnly() {
            latestOnly = true;
            return this;
        }

        public Subscription build() {
            return new Subscription(consumer, exchange, handlers, replica, latestOnly);
        }

        private Builder add(String type, Reader<?> reader) {
            if (handlers.putIfAbsent(type, reader) != null) {
                throw new IllegalArgumentException(consumer + " already handles " + type + " from " + exchange);
            }
            return this;
        }
    }
}
