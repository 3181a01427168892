package io.orkestro.platform.messaging;

import io.orkestro.platform.messaging.OutboxRow.Route;
import io.orkestro.platform.messaging.PartitionRelay.Turn;
import io.orkestro.platform.observability.Traces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes rows from the outbox to the broker, in order within a partition, and never gives up. A few workers share the
 * partitions; other processes may run relays on the same table, a partition is one's at a time.
 */
final class Relay implements SmartLifecycle {

    /** Starts before consumers and web server, stops after them. */
    private static final int PHASE = 0;

    private static final Backoff FAILURES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Backoff BUSY = new Backoff(Duration.ofMillis(10), Duration.ofMillis(300));
    private static final Duration NO_HURRY = Duration.ofDays(1);
    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final MessagingProperties properties;
    private final OutboxTable table;
    private final TransactionTemplate transactions;
    private final Supplier<Publisher> publishers;
    private final List<Worker> workers = new ArrayList<>();
    private final Set<Route> unread = ConcurrentHashMap.newKeySet();
    private final Traces traces;
    private volatile boolean running;

    /** @param publishers gives each worker its own */
    Relay(MessagingProperties properties, DataSource dataSource, Supplier<Publisher> publishers, Traces traces) {
        this.properties = properties;
        this.table = new OutboxTable(dataSource);
        // Its own, not the application's: no persistence context is wanted here.
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.publishers = publishers;
        this.traces = traces;
    }

    /** A row was committed; called in the thread that committed it. */
    void wake(int partition) {
        if (running) {
            workers.get(partition % workers.size()).signal.raise();
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        workers.clear();
        for (int i = 0; i < properties.relayWorkers(); i++) {
            workers.add(new Worker(i));
        }
        running = true;
        workers.forEach(Worker::start);
    }

    @Override
    public synchronized void stop() {
        running = false;
        workers.forEach(worker -> worker.signal.raise());
        workers.forEach(Worker::join);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private final class Worker {

        private final int number;
        private final Signal signal = new Signal();
        private final Publisher publisher = publishers.get();
        private final List<Lane> lanes = new ArrayList<>();
        private final Thread thread;

        Worker(int number) {
            this.number = number;
            this.thread = Thread.ofVirtual().name("relay-" + number).unstarted(this::run);
        }

        void start() {
            thread.start();
        }

        void join() {
            try {
                if (!thread.join(properties.confirmTimeout())) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                thread.interrupt();
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            int failures = 0;
            while (running) {
                try {
                    Duration pause = round();
                    failures = 0;
                    signal.await(pause);
                } catch (InterruptedException e) {
                    break;
                } catch (RuntimeException | Error e) {
                    Duration pause = FAILURES.after(failures);
                    failures = failed(failures, "The outbox cannot be read", e);
                    pause(pause);
                }
            }
            publisher.close();
        }

        /** @return how long nothing needs to be done */
        private Duration round() {
            findLanes();
            Duration pause = properties.pollInterval();
            List<Integer> withWork =
                    table.withWork(lanes.stream().map(Lane::partition).toList());
            for (Lane lane : lanes) {
                if (running && withWork.contains(lane.partition())) {
                    Duration wanted = lane.turn();
                    pause = wanted.compareTo(pause) < 0 ? wanted : pause;
                }
            }
            return pause;
        }

        /** Rows can wait in partitions above the present number, from before it was lowered. */
        private void findLanes() {
            if (!lanes.isEmpty()) {
                return;
            }
            int partitions = Math.max(properties.partitions(), table.highestPartition() + 1);
            for (int partition = number; partition < partitions; partition += properties.relayWorkers()) {
                lanes.add(new Lane(new PartitionRelay(
                        partition,
                        table,
                        transactions,
                        publisher,
                        properties.batch(),
                        properties.confirmTimeout(),
                        unread,
                        traces)));
            }
        }

        private void pause(Duration duration) {
            try {
                signal.await(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** When a partition's turn is next. */
    private static final class Lane {

        private final PartitionRelay relay;
        private long notBefore = System.nanoTime();
        private int failures;
        private int busy;

        Lane(PartitionRelay relay) {
            this.relay = relay;
        }

        int partition() {
            return relay.partition();
        }

        /** @return how long until it wants the next */
        Duration turn() {
            Duration early = Duration.ofNanos(notBefore - System.nanoTime());
            if (early.isPositive()) {
                return early;
            }
            try {
                Turn turn = relay.turn();
                if (failures > 0) {
                    log.info("Partition {} of the outbox goes on", partition());
                }
                failures = 0;
                busy = turn == Turn.BUSY ? busy + 1 : 0;
                return switch (turn) {
                    case MORE -> Duration.ZERO;
                    case BUSY -> later(BUSY.after(busy - 1));
                    case NOTHING, DONE -> NO_HURRY;
                };
            } catch (RuntimeException | Error e) {
                Duration pause = FAILURES.after(failures);
                failures = failed(failures, "Partition " + partition() + " of the outbox waits for the broker", e);
                return later(pause);
            }
        }

        private Duration later(Duration pause) {
            notBefore = System.nanoTime() + pause.toNanos();
            return pause;
        }
    }

    /** Says it once, not at every attempt. */
    private static int failed(int failures, String what, Throwable e) {
        if (failures == 0) {
            log.warn("{}: {}", what, e.getMessage());
        } else {
            log.debug("{}, attempt {}", what, failures + 1, e);
        }
        return failures + 1;
    }
}
