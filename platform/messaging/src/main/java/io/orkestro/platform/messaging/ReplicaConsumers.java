package io.orkestro.platform.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.context.SmartLifecycle;

/**
 * Reads what feeds the replicas before anything else begins: its start returns when their queues were empty once, so the
 * relay, other consumers, the web server (and with it readiness) and timers, which all start later, find what has moved
 * meanwhile.
 */
final class ReplicaConsumers implements SmartLifecycle {

    /** Before the relay. */
    private static final int PHASE = -1;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Logger log = LoggerFactory.getLogger(ReplicaConsumers.class);

    private final Consumers consumers;
    private final Map<String, Subscription> queues;
    private final AmqpAdmin admin;
    private final Queue<Receiver> receivers = new ConcurrentLinkedQueue<>();

    /** @param queues what is read from each
     * @param make gets a place where to note its receivers */
    ReplicaConsumers(Map<String, Subscription> queues, AmqpAdmin admin, Function<Queue<Receiver>, Consumers> make) {
        this.queues = queues;
        this.admin = admin;
        this.consumers = make.apply(receivers);
    }

    @Override
    public void start() {
        if (consumers.isRunning() || queues.isEmpty()) {
            return;
        }
        receivers.clear();
        consumers.start();
        long begun = System.nanoTime();
        long deadline = begun + PATIENCE.toNanos();
        boolean empty = false;
        while (!empty && System.nanoTime() < deadline) {
            long handled = handled();
            boolean sentAll = queues.entrySet().stream()
                    .filter(queue -> !consumers.isWithheld(queue.getValue()))
                    .allMatch(queue -> isEmpty(queue.getKey()));
            pause();
            empty = sentAll && isIdle() && handled() == handled;
        }
        if (empty) {
            log.debug("Replicas are up to date after {} ms", (System.nanoTime() - begun) / 1_000_000);
        } else {
            log.warn("Replicas are not up to date after {}; begins all the same", PATIENCE);
        }
    }

    Consumers consumers() {
        return consumers;
    }

    @Override
    public void stop() {
        consumers.stop();
    }

    @Override
    public boolean isRunning() {
        return consumers.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private boolean isEmpty(String queue) {
        try {
            QueueInformation information = admin.getQueueInfo(queue);
            return information != null && information.getMessageCount() == 0;
        } catch (AmqpException e) {
            return false;
        }
    }

    /** The broker has sent all; what it sent is handled where nothing was in hand for two looks in a row. */
    private boolean isIdle() {
        return receivers.stream().noneMatch(Receiver::hasOneInHand);
    }

    private long handled() {
        return receivers.stream().mapToLong(Receiver::handled).sum();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while replicas were read", e);
        }
    }
}
