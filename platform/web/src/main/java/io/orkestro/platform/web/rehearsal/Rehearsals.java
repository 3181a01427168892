package io.orkestro.platform.web.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Runs something in one transaction that is rolled back. All transactions within join it; to begin another of its own is an
 * error ({@link OneTransaction}). What it would have written is sent to the database before it is rolled back, so that the
 * database may object; what waits for a commit never happens.
 *
 * <p>What it wrote and locked is in the way of everybody real until then. So it waits for nobody for long, and when its time
 * is over its connection is cut.
 */
public final class Rehearsals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rehearsals.class);

    private final PlatformTransactionManager transactions;
    private final DataSource dataSource;
    private final JdbcTemplate jdbc;
    private final Duration atMost;
    private final Semaphore places;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rehearsals").factory());

    public Rehearsals(PlatformTransactionManager transactions, DataSource dataSource, RehearsalProperties properties) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
        this.atMost = properties.atMost();
        this.places = new Semaphore(properties.atOnce());
    }

    /**
     * @return what it returned
     * @throws io.orkestro.platform.web.problem.Refusal 503 {@code rehearsal_gave_up} where something real was in the way, or
     *     it took too long; else what it threw
     */
    public <T extends @Nullable Object> T rolledBack(Rehearsal.Handling<T> handling) throws Exception {
        if (!places.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new RehearsalGaveUp(null);
        }
        try {
            return inOneTransaction(handling);
        } finally {
            places.release();
        }
    }

    private <T extends @Nullable Object> T inOneTransaction(Rehearsal.Handling<T> handling) throws Exception {
        TransactionStatus all = begin();
        Limit limit = null;
        try {
            limit = new Limit(hurried());
            T answer = Rehearsal.as(Rehearsal.Extent.WRITES, handling);
            all.flush();
            if (limit.isOver()) {
                throw new RehearsalGaveUp(null);
            }
            return answer;
        } catch (Exception e) {
            boolean isOver = limit != null && limit.isOver();
            throw isOver || RehearsalGaveUp.isBecauseOf(e) ? gaveUp(e) : e;
        } finally {
            if (limit != null) {
                limit.lift();
            }
            undo(all);
        }
    }

    private static RehearsalGaveUp gaveUp(Exception why) {
        return why instanceof RehearsalGaveUp already ? already : new RehearsalGaveUp(why);
    }

    private TransactionStatus begin() {
        DefaultTransactionDefinition all =
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        all.setName("rehearsal");
        all.setTimeout((int) Math.max(1, atMost.plusMillis(999).toSeconds()));
        try {
            return transactions.getTransaction(all);
        } catch (TransactionException e) {
            throw new RehearsalGaveUp(e);
        }
    }

    /** The transaction's connection, which waits for nothing longer than the limit, until the transaction ends. */
    private Connection hurried() {
        String millis = Long.toString(atMost.toMillis());
        jdbc.query("""
                select set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true),
                       set_config('idle_in_transaction_session_timeout', ?, true)
                """, (row, _) -> true, millis, millis, millis);
        return DataSourceUtils.getConnection(dataSource);
    }

    /** Where its connection is gone the database has done so by itself. */
    private void undo(TransactionStatus all) {
        try {
            transactions.rollback(all);
        } catch (TransactionException | DataAccessException e) {
            log.debug("A rehearsal's connection was gone before it was rolled back", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** The end of its time: whatever it does then, its connection is no more. */
    private final class Limit implements Runnable {

        private final Connection connection;
        private final Future<?> end;
        private boolean isOver;
        private boolean isLifted;

        Limit(Connection connection) {
            this.connection = connection;
            this.end = clock.schedule(this, atMost.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public synchronized void run() {
            if (isLifted) {
                return;
            }
            isOver = true;
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("A rehearsal that is over was gone already", e);
            }
        }

        synchronized boolean isOver() {
            return isOver;
        }

        /** From now on the connection may be somebody else's. */
        synchronized void lift() {
            isLifted = true;
            end.cancel(false);
        }
    }
}
