package io.orkestro.platform.messaging;

import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.rehearsal.Rehearsal;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Appends rows to the outbox table in the running transaction and wakes the relay when it has committed. */
final class TransactionalOutbox implements Outbox, Forwarding.Append, Heartbeats.Append {

    private final OutboxTable table;
    private final int partitions;
    private final String producer;
    private final @Nullable Side side;
    private final WireFormat wire;
    private final Clock clock;
    private final Traces traces;
    private final IntConsumer appended;
    private final WaitingRows waiting;
    private final Unheard unheard;

    /** @param appended told the partition after each commit */
    TransactionalOutbox(
            OutboxTable table,
            int partitions,
            String producer,
            @Nullable Side side,
            WireFormat wire,
            Clock clock,
            Traces traces,
            IntConsumer appended,
            WaitingRows waiting,
            Unheard unheard) {
        this.table = table;
        this.partitions = partitions;
        this.producer = producer;
        this.side = side;
        this.wire = wire;
        this.clock = clock;
        this.traces = traces;
        this.appended = appended;
        this.waiting = waiting;
        this.unheard = unheard;
    }

    @Override
    public UUID append(Message message) {
        return append(OutboxTable.partitionOf(message.subject(), partitions), message);
    }

    /** The same message again, to the other side, in the place of its subject. */
    @Override
    public void append(Subscription subscription, WireFormat.Received received) {
        Envelope envelope = received.envelope();
        Side other = Objects.requireNonNull(side, "Only a side forwards").other();
        append(
                OutboxTable.partitionOf(envelope.subject(), partitions),
                OutboxRow.fresh(
                        envelope.id(),
                        subscription.exchange(),
                        Topology.RoutingKeys.addressed(other, envelope.type()),
                        envelope.type(),
                        envelope.subject(),
                        wire.forwarded(received),
                        envelope.traceparent()));
    }

    @Override
    public void append(String exchange, Instant at, int partition, long returning) {
        append(
                partition,
                Message.event(
                        exchange,
                        Heartbeat.TYPE,
                        "heartbeat-" + partition,
                        0,
                        0,
                        Decision.allMonolith(),
                        new Heartbeat(at.toString(), partition, partitions, returning == 0 ? null : returning)));
    }

    private UUID append(int partition, Message message) {
        Instant now = clock.instant();
        UUID id = UuidV7.at(now);
        if (unheard.isUnheard(message.exchange(), message.type())) {
            return id;
        }
        String traceparent = traces.current();
        Envelope envelope = new Envelope(
                id,
                message.type(),
                message.subject(),
                message.sequence(),
                message.epoch(),
                now,
                producer,
                message.decision(),
                traceparent);
        append(
                partition,
                OutboxRow.fresh(
                        id,
                        message.exchange(),
                        message.routingKey(side),
                        message.type(),
                        message.subject(),
                        wire.write(envelope, message.data()),
                        traceparent));
        return id;
    }

    private void append(int partition, OutboxRow row) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "A message is appended in the transaction that changes the state; there is none");
        }
        if (Rehearsal.isUnderWay()) {
            // Written out it is, for it may be too large; kept not even until the roll-back.
            return;
        }
        table.append(partition, row);
        AfterCommit.run(() -> appended.accept(partition));
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public boolean hasRoom() {
        return waiting.belowLimit();
    }
}
