package io.orkestro.platform.messaging;

import io.micrometer.tracing.Span;
import io.orkestro.platform.messaging.OutboxRow.Route;
import io.orkestro.platform.messaging.Publisher.ConnectionLost;
import io.orkestro.platform.messaging.Publisher.Outcome;
import io.orkestro.platform.messaging.Publisher.RowRefused;
import io.orkestro.platform.observability.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends what waits in one partition. A turn is one transaction: lock, read, publish, wait for the answers, delete,
 * commit. Whatever goes wrong, the rows are still there.
 */
final class PartitionRelay {

    /** How often an event that no queue wants is held for a consumer that may be about to come, before it is dropped. */
    static final int UNREAD_AFTER = 4;

    private static final int STRIKES = 3;
    private static final Backoff HOLD = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
    private static final Logger log = LoggerFactory.getLogger(PartitionRelay.class);

    private final int partition;
    private final OutboxTable table;
    private final TransactionOperations transactions;
    private final Publisher publisher;
    private final int batch;
    private final Duration silence;

    /** While above zero rows go one by one, to find the one that the broker will not have. */
    private int oneByOne;

    /** Connections lost in a row. */
    private int losses;

    private long suspect = -1;
    private int strikes;
    private final Set<Route> unread;
    private final Traces traces;

    /** @param unread routes of events that nobody came for, until somebody does; shared by the partitions */
    PartitionRelay(
            int partition,
            OutboxTable table,
            TransactionOperations transactions,
            Publisher publisher,
            int batch,
            Duration confirmTimeout,
            Set<Route> unread,
            Traces traces) {
        this.partition = partition;
        this.table = table;
        this.transactions = transactions;
        this.publisher = publisher;
        this.batch = batch;
        this.silence = confirmTimeout.multipliedBy(2).plusSeconds(20);
        this.unread = unread;
        this.traces = traces;
    }

    /** What came of a turn. */
    enum Turn {
        /** Nothing waits that may go now. */
        NOTHING,
        /** Another process has the partition. */
        BUSY,
        /** All that waited was dealt with. */
        DONE,
        /** More is waiting. */
        MORE
    }

    /** @throws RuntimeException where the broker or the database is away; try again later, for ever */
    Turn turn() {
        try {
            publisher.open();
        } catch (ConnectionLost e) {
            throw new BrokenOff(e);
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (!table.lock(partition, silence)) {
                return Turn.BUSY;
            }
            int limit = oneByOne > 0 ? 1 : batch;
            List<OutboxRow> next = table.next(partition, limit);
            if (next.isEmpty()) {
                oneByOne = 0;
                return Turn.NOTHING;
            }
            List<OutboxRow> wanted = withoutPassedHeartbeats(next);
            List<OutboxRow> rows = upToHeartbeat(wanted);
            if (rows.getFirst().isHeartbeat()
                    && table.holdsBefore(partition, rows.getFirst().id())) {
                table.delete(partition, List.of(rows.getFirst()));
                return Turn.MORE;
            }
            return send(rows) == wanted.size() && next.size() < limit ? Turn.DONE : Turn.MORE;
        }));
    }

    /**
     * A heartbeat that waits behind other rows says nothing that a later one of its route does not say. Without it a relay that is
     * behind sends full batches; turns that each second's heartbeat ends would leave it behind for ever.
     */
    private List<OutboxRow> withoutPassedHeartbeats(List<OutboxRow> rows) {
        int leading = 0;
        while (leading < rows.size() && rows.get(leading).isHeartbeat()) {
            leading++;
        }
        Set<Route> followed = new HashSet<>();
        List<OutboxRow> passed = new ArrayList<>();
        List<OutboxRow> wanted = new ArrayList<>();
        for (int i = rows.size() - 1; i >= 0; i--) {
            OutboxRow row = rows.get(i);
            boolean isPassed = i >= leading && row.isHeartbeat() && !followed.add(row.route());
            (isPassed ? passed : wanted).add(row);
        }
        table.delete(partition, passed);
        return wanted.reversed();
    }

    /**
     * A heartbeat says that all before it has left. So it begins a turn, when it is known what became of the rows before
     * it, and is dropped where one of them was not taken.
     */
    private static List<OutboxRow> upToHeartbeat(List<OutboxRow> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).isHeartbeat() && !rows.get(i - 1).isHeartbeat()) {
                return rows.subList(0, i);
            }
        }
        return rows;
    }

    int partition() {
        return partition;
    }

    /** @return how many were dealt with */
    private int send(List<OutboxRow> rows) {
        Instant begun = Instant.now();
        try {
            Outcome outcome = publisher.publish(rows);
            table.delete(partition, outcome.taken());
            outcome.taken().forEach(row -> {
                unread.remove(row.route());
                traces.over("send " + row.type(), Span.Kind.PRODUCER, row.traceparent(), row.subject(), begun);
            });
            returned(outcome.returned());
            outcome.refused().forEach(row -> {
                report(row, "refused");
                table.hold(partition, row, HOLD);
            });
            oneByOne = Math.max(0, oneByOne - 1);
            losses = 0;
            return outcome.size();
        } catch (RowRefused e) {
            return culprit(rows, e, e.routeMissing());
        } catch (ConnectionLost e) {
            if (!e.timedOut() && struckOut(rows)) {
                return culprit(rows, e, false);
            }
            throw new BrokenOff(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenOff(e);
        }
    }

    private void returned(List<OutboxRow> rows) {
        List<OutboxRow> forNobody = new ArrayList<>();
        Set<Route> nowhere = new LinkedHashSet<>();
        for (OutboxRow row : rows) {
            if (isForNobody(row)) {
                forNobody.add(row);
            } else {
                report(row, "no queue is bound to " + row.routingKey());
                nowhere.add(row.route());
            }
        }
        table.delete(partition, forNobody);
        nowhere.forEach(route -> table.hold(partition, route, HOLD));
    }

    private boolean isForNobody(OutboxRow row) {
        if (!row.route().isEvent()) {
            return false;
        }
        if (row.attempts() >= UNREAD_AFTER && unread.add(row.route())) {
            log.warn("Nobody reads {} from {}; such events are dropped", row.type(), row.exchange());
        }
        return unread.contains(row.route());
    }

    private int culprit(List<OutboxRow> rows, Exception cause, boolean routeMissing) {
        if (rows.size() > 1) {
            oneByOne = rows.size();
            return 0;
        }
        OutboxRow row = rows.getFirst();
        report(row, String.valueOf(cause.getMessage()));
        if (routeMissing) {
            table.hold(partition, row.route(), HOLD);
        } else {
            table.hold(partition, row, HOLD);
        }
        oneByOne = 0;
        return 0;
    }

    /** A row that is there each time the connection breaks is taken for the cause. Once, it is the broker that went. */
    private boolean struckOut(List<OutboxRow> rows) {
        OutboxRow first = rows.getFirst();
        losses++;
        if (rows.size() > 1) {
            oneByOne = losses > 1 ? rows.size() : 0;
            return false;
        }
        strikes = first.id() == suspect ? strikes + 1 : 1;
        suspect = first.id();
        return strikes >= STRIKES;
    }

    private static void report(OutboxRow row, String reason) {
        if (row.attempts() == 0) {
            log.warn("{} of {} is held with its subject: {}", row.type(), row.subject(), reason);
        }
    }

    /** Rolls the turn back. */
    static final class BrokenOff extends RuntimeException {

        BrokenOff(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }
}
