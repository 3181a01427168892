package io.orkestro.platform.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ReturnListener;
import com.rabbitmq.client.ShutdownSignalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The broker's answers on one channel. A confirm does not mean that a queue has the message: RabbitMQ returns what no
 * queue wants and then confirms it; Broker-J refuses it and then returns it.
 */
final class Confirms implements ConfirmListener, ReturnListener {

    /** How much later than its refusal a return can come; both are on the same connection. */
    private static final Duration RETURN_AFTER_REFUSAL = Duration.ofMillis(250);

    private final NavigableMap<Long, UUID> open = new TreeMap<>();
    private final Set<UUID> refused = new HashSet<>();
    private final Set<UUID> returned = new HashSet<>();
    private @Nullable ShutdownSignalException closed;

    synchronized void expect(long tag, OutboxRow row) {
        open.put(tag, row.messageId());
    }

    @Override
    public synchronized void handleAck(long tag, boolean multiple) {
        answered(tag, multiple).clear();
        notifyAll();
    }

    @Override
    public synchronized void handleNack(long tag, boolean multiple) {
        NavigableMap<Long, UUID> answered = answered(tag, multiple);
        refused.addAll(answered.values());
        answered.clear();
        notifyAll();
    }

    @Override
    public synchronized void handleReturn(
            int code, String text, String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) {
        returned.add(UUID.fromString(properties.getMessageId()));
        notifyAll();
    }

    synchronized void closed(ShutdownSignalException cause) {
        closed = cause;
        notifyAll();
    }

    /**
     * Until all are answered.
     *
     * @throws ShutdownSignalException where the channel was closed first
     */
    synchronized void await(Duration atMost) throws Silence, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!open.isEmpty()) {
            if (closed != null) {
                throw closed;
            }
            long left = millisUntil(deadline);
            if (left <= 0) {
                throw new Silence();
            }
            wait(left);
        }
        long grace = System.nanoTime() + RETURN_AFTER_REFUSAL.toNanos();
        while (!returned.containsAll(refused) && closed == null && millisUntil(grace) > 0) {
            wait(Math.max(1, millisUntil(grace)));
        }
    }

    /** Of all that was expected since the last call. */
    synchronized Publisher.Outcome outcome(List<OutboxRow> sent) {
        List<OutboxRow> taken = new ArrayList<>(sent.size());
        List<OutboxRow> back = new ArrayList<>();
        List<OutboxRow> no = new ArrayList<>();
        for (OutboxRow row : sent) {
            if (returned.contains(row.messageId())) {
                back.add(row);
            } else if (refused.contains(row.messageId())) {
                no.add(row);
            } else {
                taken.add(row);
            }
        }
        returned.clear();
        refused.clear();
        return new Publisher.Outcome(taken, back, no);
    }

    private NavigableMap<Long, UUID> answered(long tag, boolean multiple) {
        return multiple ? open.headMap(tag, true) : open.subMap(tag, true, tag, true);
    }

    /** Rounded up, so that a wait for it is never a wait for ever. */
    private static long millisUntil(long deadline) {
        return Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
    }

    /** Nothing came in time; any of the messages may have arrived. */
    static final class Silence extends Exception {}
}
