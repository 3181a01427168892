package io.orkestro.platform.messaging;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one consumer reads from one exchange: a durable queue, a binding per type, a handler per type. Declare it as a
 * Spring bean; the queue is {@code <application>.<consumer>.<exchange>}.
 *
 * @param consumer names the inbox: a capability's slug
 * @param exchange where it listens
 * @param handlers by type
 */
public record Subscription(String consumer, String exchange, Map<String, Reader<?>> handlers) {

    /**
     * One type's handler.
     *
     * @param addressed whether only messages addressed to this application's side are meant
     */
    public record Reader<T>(Class<T> dataType, Handler<T> handler, boolean addressed) {}

    public Subscription {
        handlers = Map.copyOf(handlers);
    }

    public static Builder of(String consumer, String exchange) {
        return new Builder(consumer, exchange);
    }

    /** Collects the handlers of one subscription. */
    public static final class Builder {

        private final String consumer;
        private final String exchange;
        private final Map<String, Reader<?>> handlers = new LinkedHashMap<>();

        private Builder(String consumer, String exchange) {
            this.consumer = consumer;
            this.exchange = exchange;
        }

        /** A domain event: every subscriber gets it. */
        public <T> Builder onEvent(String type, Class<T> dataType, Handler<T> handler) {
            return add(type, new Reader<>(dataType, handler, false));
        }

        /** A request or answer addressed to this application's side. */
        public <T> Builder onAddressed(String type, Class<T> dataType, Handler<T> handler) {
            return add(type, new Reader<>(dataType, handler, true));
        }

        public Subscription build() {
            return new Subscription(consumer, exchange, handlers);
        }

        private Builder add(String type, Reader<?> reader) {
            if (handlers.putIfAbsent(type, reader) != null) {
                throw new IllegalArgumentException(consumer + " already handles " + type + " from " + exchange);
            }
            return this;
        }
    }
}
