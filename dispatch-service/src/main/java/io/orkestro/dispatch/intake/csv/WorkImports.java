package io.orkestro.dispatch.intake.csv;

import io.orkestro.dispatch.intake.address.Geocoder.GeocoderAway;
import io.orkestro.dispatch.intake.order.Origin;
import io.orkestro.dispatch.intake.order.TakeFiledOrders;
import io.orkestro.dispatch.intake.order.TakeFiledOrders.Filed;
import io.orkestro.platform.messaging.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Works imports through, batch by batch: what became of a batch's rows commits together with how far the import is, so that a
 * process may die at any time and another goes on. Imports take turns, so that a small one does not wait for a large one.
 */
@Component
class WorkImports {

    private static final Logger log = LoggerFactory.getLogger(WorkImports.class);

    static final int BATCH = 500;

    /** Also how long a batch gathers, where addresses are slow to look up. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration REST = Duration.ofSeconds(1);

    /** Half a day of waiting, roughly, whoever was away. */
    private static final int MOST_TRIES = 150;

    private static final Backoff WAIT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final Imports imports;
    private final TakeFiledOrders orders;
    private final TransactionOperations transactions;
    private final Clock clock;

    WorkImports(Imports imports, TakeFiledOrders orders, TransactionOperations transactions, Clock clock) {
        this.imports = imports;
        this.orders = orders;
        this.transactions = transactions;
        this.clock = clock;
    }

    void work(Imports.Due due) {
        Optional<byte[]> file = imports.begin(due.id());
        if (file.isEmpty()) {
            return;
        }
        try (OrderFile.Rows rows = new OrderFile(file.get()).rows()) {
            new Turn(due, rows).take();
        } catch (GeocoderAway e) {
            again(due, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("{} could not be worked through", due, e);
            again(due, "It could not be worked through: " + e.getClass().getSimpleName());
        }
    }

    private void again(Imports.Due due, String why) {
        if (due.tries() >= MOST_TRIES) {
            imports.failed(due.id(), why);
            return;
        }
        imports.again(due.id(), why, clock.instant().plus(WAIT.after(Math.min(due.tries() - 1, 20))));
    }

    /** Some batches of one import, until its time is over. */
    private final class Turn {

        private final Imports.Due due;
        private final Origin origin;
        private final OrderFile.Rows rows;
        private final Instant until = clock.instant().plus(TURN);
        private int atRow;

        Turn(Imports.Due due, OrderFile.Rows rows) {
            this.due = due;
            this.origin = Origin.ofFiles(due.retailerId());
            this.rows = rows;
            this.atRow = due.atRow();
        }

        void take() throws InterruptedException {
            while (!isOver()) {
                if (!orders.hasRoom(origin)) {
                    Thread.sleep(LOOK_AGAIN);
                    continue;
                }
                List<Row> batch = nextRows();
                if (batch.isEmpty()) {
                    imports.done(due.id());
                    return;
                }
                switch (workOut(batch)) {
                    case ALL -> {}
                    case SOME, NONE -> {
                        imports.rest(due.id(), clock.instant());
                        return;
                    }
                    case OVERTAKEN -> {
                        return;
                    }
                }
            }
            imports.rest(due.id(), clock.instant().plus(orders.hasRoom(origin) ? Duration.ZERO : REST));
        }

        private boolean isOver() {
            return !clock.instant().isBefore(until);
        }

        private List<Row> nextRows() {
            List<Row> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && rows.hasNext()) {
                Row row = rows.next();
                if (row.number() > atRow) {
                    batch.add(row);
                }
            }
            return batch;
        }

        /** @throws GeocoderAway once what could be worked out before it is kept */
        private Kept workOut(List<Row> rows) {
            Progress progress = new Progress(atRow);
            TakeFiledOrders.Batch batch = orders.batch(
                    origin,
                    rows.stream()
                            .map(row -> row.text(Column.EXTERNAL_REF))
                            .flatMap(Stream::ofNullable)
                            .toList());
            GeocoderAway away = null;
            for (Row row : rows) {
                try {
                    workOut(row, batch, progress);
                } catch (GeocoderAway e) {
                    away = e;
                    break;
                }
                if (isOver()) {
                    break;
                }
            }
            Kept kept = progress.isNothing() ? Kept.SOME : keep(batch, progress);
            if (away != null) {
                throw away;
            }
            return kept == Kept.ALL && progress.to() < rows.getLast().number() ? Kept.SOME : kept;
        }

        private void workOut(Row row, TakeFiledOrders.Batch batch, Progress progress) {
            switch (ReadRow.read(row, due.retailerId(), due.zone())) {
                case ReadRow.Said.Wrong wrong -> progress.refused(row, wrong.faults());
                case ReadRow.Said.Told told -> {
                    switch (batch.add(told.order())) {
                        case Filed.Taken _ -> progress.accepted(row);
                        case Filed.Unchanged _ -> progress.unchanged(row);
                        case Filed.KnownOtherwise _ -> progress.refused(row, List.of(alreadyKnown()));
                        case Filed.Unfit unfit ->
                            progress.refused(
                                    row, unfit.reasons().stream().map(Fault::of).toList());
                    }
                }
            }
        }

        private static Fault alreadyKnown() {
            return Fault.in(
                    Column.EXTERNAL_REF,
                    "already_known",
                    "There is an order of this name, and it says something else; orders are changed at /v1/deliveries");
        }

        private Kept keep(TakeFiledOrders.Batch batch, Progress progress) {
            Kept kept = Objects.requireNonNull(transactions.execute(transaction -> {
                if (!imports.advance(due.id(), progress)) {
                    transaction.setRollbackOnly();
                    return Kept.OVERTAKEN;
                }
                if (!batch.keep()) {
                    transaction.setRollbackOnly();
                    return Kept.NONE;
                }
                return Kept.ALL;
            }));
            atRow = kept == Kept.ALL ? progress.to() : atRow;
            return kept;
        }
    }

    /** What of a batch is kept; what is not is read again in the next turn. */
    private enum Kept {
        ALL,
        SOME,
        /** Another import has taken one of its orders meanwhile. */
        NONE,
        /** Another process has come on with this import, whose lease had ended, and goes on with it. */
        OVERTAKEN
    }
}
