package io.orkestro.platform.messaging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands rows to the broker and knows what became of each. */
interface Publisher extends AutoCloseable {

    /**
     * Connects, where it is not connected. Before a transaction begins, for it can take long.
     *
     * @throws ConnectionLost where that breaks off
     * @throws org.springframework.amqp.AmqpException where the broker is away
     */
    void open() throws ConnectionLost;

    /**
     * Sends them in order and waits until the broker has answered for every one. May leave out some that must not go
     * before the fate of another is known: those are in no list of the outcome.
     *
     * @throws RowRefused because of a row; which one is known only if there was but one
     * @throws ConnectionLost while they were on their way: any of them may have arrived
     */
    Outcome publish(List<OutboxRow> rows) throws RowRefused, ConnectionLost, InterruptedException;

    @Override
    void close();

    /**
     * @param taken the broker has them in a queue
     * @param returned no queue is bound to their route
     * @param refused the broker has said no
     */
    record Outcome(List<OutboxRow> taken, List<OutboxRow> returned, List<OutboxRow> refused) {

        int size() {
            return taken.size() + returned.size() + refused.size();
        }
    }

    /** The broker, or its client, will not have one of them: no such exchange, too large, not allowed. */
    final class RowRefused extends Exception {

        private final boolean routeMissing;

        RowRefused(String message, boolean routeMissing, Throwable cause) {
            super(message, cause);
            this.routeMissing = routeMissing;
        }

        /** Whether any other row on its route would be refused, too. */
        boolean routeMissing() {
            return routeMissing;
        }
    }

    /** The answer did not come. */
    final class ConnectionLost extends Exception {

        private final boolean timedOut;

        ConnectionLost(String message, boolean timedOut, @Nullable Throwable cause) {
            super(message, cause);
            this.timedOut = timedOut;
        }

        /** Whether it was silence rather than a broken connection. */
        boolean timedOut() {
            return timedOut;
        }
    }
}
