package io.orkestro.platform.messaging;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Appends rows to the outbox table in the running transaction and wakes the relay when it has committed. */
final class TransactionalOutbox implements Outbox {

    private final OutboxTable table;
    private final int partitions;
    private final String producer;
    private final WireFormat wire;
    private final Clock clock;
    private final Supplier<@Nullable String> traceparent;
    private final IntConsumer appended;
    private final WaitingRows waiting;

    /** @param appended told the partition after each commit */
    TransactionalOutbox(
            OutboxTable table,
            int partitions,
            String producer,
            WireFormat wire,
            Clock clock,
            Supplier<@Nullable String> traceparent,
            IntConsumer appended,
            WaitingRows waiting) {
        this.table = table;
        this.partitions = partitions;
        this.producer = producer;
        this.wire = wire;
        this.clock = clock;
        this.traceparent = traceparent;
        this.appended = appended;
        this.waiting = waiting;
    }

    @Override
    public UUID append(Message message) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException(
                    "A message is appended in the transaction that changes the state; there is none");
        }
        Instant now = clock.instant();
        UUID id = UuidV7.at(now);
        Envelope envelope = new Envelope(
                id,
                message.type(),
                message.subject(),
                message.sequence(),
                message.epoch(),
                now,
                producer,
                message.decision(),
                traceparent.get());
        int partition = OutboxTable.partitionOf(message.subject(), partitions);
        table.append(partition, id, message, wire.write(envelope, message.data()));
        AfterCommit.run(() -> appended.accept(partition));
        return id;
    }

    @Override
    public boolean hasRoom() {
        return waiting.belowLimit();
    }
}
