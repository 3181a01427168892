package io.orkestro.platform.messaging;

import io.orkestro.platform.messaging.ParkingLot.Unhandled;
import io.orkestro.platform.messaging.WireFormat.Received;
import java.time.Duration;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What becomes of a message about something that the other side owns: it goes there. Where that side had it before and
 * does not own it either, the aggregate is on its way; then the message waits a little between one side and the other,
 * in nobody's way. Each hop of a message has an inbox row of its own, so that a repeat of a hop has no effect, whether the
 * hop ended in the handler or on the other side, and a message that comes back is not taken for a repeat.
 */
final class Forwarding {

    /** As good as never: half an hour of two seconds each. */
    static final int MOST_FORWARDS = 1_000;

    private static final Backoff WAIT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    private final TransactionOperations transactions;
    private final Inbox inbox;
    private final Append outbox;
    private final WaitingMessages waiting;
    private final Parking parking;

    Forwarding(
            TransactionOperations transactions, Inbox inbox, Append outbox, WaitingMessages waiting, Parking parking) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.outbox = outbox;
        this.waiting = waiting;
        this.parking = parking;
    }

    /** In a transaction of its own, or joins one; returns when the message is safe elsewhere. */
    void pass(Subscription subscription, Received received) {
        int forwards = received.envelope().forwards();
        if (forwards == 0) {
            forward(subscription, received);
        } else if (forwards >= MOST_FORWARDS || waiting.isFull()) {
            parking.park(subscription, Unhandled.ownedByNobody(received));
        } else {
            waiting.keep(subscription, received, WAIT.after(forwards - 1));
        }
    }

    /** The inbox row of this hop and the outbox row of the next, or neither. */
    void forward(Subscription subscription, Received received) {
        transactions.executeWithoutResult(_ -> {
            if (inbox.enter(
                    Handling.inboxName(subscription, received),
                    received.envelope().id())) {
                outbox.append(subscription, received);
            }
        });
    }

    /** The outbox, as forwarding uses it. */
    @FunctionalInterface
    interface Append {

        /** The same message, addressed to the other side, with one more forward. */
        void append(Subscription subscription, Received received);
    }
}
