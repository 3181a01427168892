package io.orkestro.platform.messaging;

import java.time.Clock;
import java.time.Instant;
import org.springframework.transaction.support.TransactionOperations;

/** Sends a {@link Heartbeat} through every partition of the outbox, so that the other side knows how far it has heard. */
public final class Heartbeats {

    private final Append outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    Heartbeats(Append outbox, TransactionOperations transactions, Clock clock) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** As {@link #beat(String, long)}, from a side that has always been there. */
    public void beat(String exchange) {
        beat(exchange, 0);
    }

    /**
     * One to each partition, on this exchange. In a transaction of its own; call it regularly.
     *
     * @param returning the version of the routing table since which this side listens again; 0 where it never ceased to
     */
    public void beat(String exchange, long returning) {
        Instant at = clock.instant();
        transactions.executeWithoutResult(_ -> {
            for (int partition = 0; partition < outbox.partitions(); partition++) {
                outbox.append(exchange, at, partition, returning);
            }
        });
    }

    /** The outbox, as heartbeats use it. */
    interface Append {

        void append(String exchange, Instant at, int partition, long returning);

        int partitions();
    }
}
