package io.orkestro.platform.messaging;

import io.micrometer.tracing.Span;
import io.orkestro.platform.messaging.Subscription.Reader;
import io.orkestro.platform.messaging.WireFormat.Received;
import io.orkestro.platform.messaging.WireFormat.Unreadable;
import io.orkestro.platform.observability.Traces;
import java.util.UUID;

/** One try: finds the reader of the type, reads the data, runs the handler in the inbox's transaction. */
final class Handling {

    private final WireFormat wire;
    private final Once inbox;
    private final Traces traces;

    Handling(WireFormat wire, Once inbox, Traces traces) {
        this.wire = wire;
        this.inbox = inbox;
        this.traces = traces;
    }

    /** Around all that is done with a message: a child of the step that appended it. */
    LogContext contextOf(Subscription subscription, Envelope envelope) {
        Traces.Step step = traces.begin("handle " + envelope.type(), Span.Kind.CONSUMER, envelope.traceparent())
                .tagged("consumer", subscription.consumer())
                .tagged(Traces.SUBJECT, envelope.subject());
        return new LogContext(envelope, step);
    }

    /**
     * @throws Unreadable where there is no reader, or not for such data
     * @throws NotOwnedHere where the other side has to handle it; nothing was changed
     */
    void handle(Subscription subscription, Received received) throws Unreadable {
        Reader<?> reader = subscription.handlers().get(received.envelope().type());
        if (reader == null) {
            throw new Unreadable(
                    "%s does not know %s"
                            .formatted(
                                    subscription.consumer(), received.envelope().type()),
                    null);
        }
        handle(subscription, reader, received);
    }

    private <T> void handle(Subscription subscription, Reader<T> reader, Received received) throws Unreadable {
        T data = wire.data(received, reader.dataType());
        Envelope envelope = received.envelope();
        if (envelope.type().equals(Heartbeat.TYPE)) {
            // Many, and one repeated says nothing new: no row for each.
            reader.handler().handle(envelope, data);
            return;
        }
        inbox.once(
                inboxName(subscription, received),
                envelope.id(),
                () -> reader.handler().handle(envelope, data));
    }

    /** A message that was passed on has a row for each hop; see {@link Forwarding}. */
    static String inboxName(Subscription subscription, Received received) {
        int forwards = received.envelope().forwards();
        return forwards == 0 ? subscription.consumer() : subscription.consumer() + "#" + forwards;
    }

    /** Has an effect once for a consumer and a message: the {@link Inbox}. */
    @FunctionalInterface
    interface Once {

        void once(String consumer, UUID messageId, Runnable effect);
    }
}
