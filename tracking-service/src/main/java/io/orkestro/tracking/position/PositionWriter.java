package io.orkestro.tracking.position;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.orkestro.platform.web.idempotency.IdempotentRequests;
import io.orkestro.platform.web.idempotency.PostedRequest;
import io.orkestro.platform.web.problem.NotFound;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what many couriers post at once in one transaction: all that came in while the one before was being written. Nobody
 * is answered before its commit, and a courier alone waits for nobody. Where one of them is refused, each is written
 * alone, so that it is refused for its own reasons. Where the database is away all are refused, and whoever repeats is
 * harmless; a database that says nothing at all is given up like one that is away, so nobody waits for ever.
 */
@Component
final class PositionWriter implements SmartLifecycle {

    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_WAITING = 10_000;

    /** How long the database may say nothing to a statement. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** How long a courier waits: for the batch before its own, and for its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final ReportPositions reports;
    private final IdempotentRequests requests;
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final DistributionSummary sizes;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private volatile boolean running;
    private @Nullable Thread writing;

    PositionWriter(
            ReportPositions reports,
            IdempotentRequests requests,
            TransactionTemplate transaction,
            JdbcTemplate jdbc,
            MeterRegistry meters) {
        this.reports = reports;
        this.requests = requests;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.sizes = meters.summary("orkestro.positions.written.together");
    }

    private record Waiting(PostedRequest posted, Report report, CompletableFuture<ResponseEntity<?>> answer) {

        boolean hasKey() {
            return posted.key() != null;
        }

        boolean hasLeft() {
            return answer.isDone();
        }
    }

    /**
     * Returns when it is committed.
     *
     * @throws NotFound where the report is not about who carries the delivery now
     * @throws TooManyPositions where too many wait, or it waited too long; then it may be written all the same
     */
    ResponseEntity<?> write(PostedRequest posted, Report report) {
        Waiting waiting = new Waiting(posted, report, new CompletableFuture<>());
        if (!running || !queue.offer(waiting)) {
            throw new TooManyPositions();
        }
        try {
            return waiting.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            waiting.answer().cancel(false);
            throw new TooManyPositions();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyPositions();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void start() {
        running = true;
        writing = Thread.ofPlatform().name("positions").start(this::writeWhileRunning);
    }

    /** After the web server has answered everybody. */
    @Override
    public void stop() {
        running = false;
        Thread thread = writing;
        if (thread != null) {
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private void writeWhileRunning() {
        while (running || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Waiting> all = new ArrayList<>();
                    all.add(first);
                    queue.drainTo(all, MOST_AT_ONCE - 1);
                    all.removeIf(Waiting::hasLeft);
                    write(all);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void write(List<Waiting> all) {
        if (all.isEmpty()) {
            return;
        }
        sizes.record(all.size());
        try {
            IdentityHashMap<Waiting, ResponseEntity<?>> answers = inATransaction(() -> writeTogether(all));
            all.forEach(each -> answer(each, answers.get(each)));
        } catch (RuntimeException | Error e) {
            if (all.size() == 1 || e instanceof DataAccessResourceFailureException) {
                // Alone none of them would fare better.
                all.forEach(each -> each.answer().completeExceptionally(e));
            } else {
                all.forEach(each -> Thread.ofVirtual().name("positions-alone").start(() -> writeAlone(each)));
            }
        }
    }

    /** @throws DataAccessResourceFailureException where the database is away, whatever the transaction makes of it */
    private <T> T inATransaction(Supplier<T> work) {
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        try {
            return Objects.requireNonNull(transaction.execute(_ -> {
                try {
                    jdbc.execute(PositionWriter::waitNoLongerThanSilence);
                    return work.get();
                } catch (RuntimeException e) {
                    failure.set(e);
                    throw e;
                }
            }));
        } catch (RuntimeException e) {
            RuntimeException first = failure.get();
            if (first != null) {
                // A connection that broke cannot be rolled back either, and that says less.
                throw first;
            }
            throw new DataAccessResourceFailureException("Fixes are not known to be committed", e);
        }
    }

    /** The pool sets it back. */
    private static @Nullable Void waitNoLongerThanSilence(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
        return null;
    }

    private static void answer(Waiting waiting, @Nullable ResponseEntity<?> answer) {
        if (answer == null) {
            waiting.answer()
                    .completeExceptionally(
                            new NotFound("delivery", waiting.report().deliveryId()));
        } else {
            waiting.answer().complete(answer);
        }
    }

    private void writeAlone(Waiting one) {
        try {
            one.answer().complete(inATransaction(() -> {
                // As the others do: the delivery first, then the key.
                reports.lock(List.of(one.report().deliveryId()));
                return requests.once(one.posted(), () -> accepted(reports.record(one.report())));
            }));
        } catch (RuntimeException | Error e) {
            one.answer().completeExceptionally(e);
        }
    }

    /**
     * Those with a key one by one, in the same transaction: each has a row for its answer. Without an answer are those that
     * are not about who carries the delivery.
     */
    private IdentityHashMap<Waiting, ResponseEntity<?>> writeTogether(List<Waiting> all) {
        List<Waiting> withKey = all.stream()
                .filter(Waiting::hasKey)
                .sorted(Comparator.comparing((Waiting each) -> each.report().deliveryId()))
                .toList();
        List<Waiting> without = all.stream().filter(each -> !each.hasKey()).toList();
        IdentityHashMap<Waiting, ResponseEntity<?>> answers = new IdentityHashMap<>();
        if (!withKey.isEmpty()) {
            reports.lock(all.stream().map(each -> each.report().deliveryId()).toList());
            withKey.forEach(each ->
                    answers.put(each, requests.once(each.posted(), () -> accepted(reports.record(each.report())))));
        }
        List<Optional<Outcome>> outcomes =
                reports.record(without.stream().map(Waiting::report).toList());
        for (int i = 0; i < without.size(); i++) {
            Waiting each = without.get(i);
            outcomes.get(i).ifPresent(outcome -> answers.put(each, accepted(outcome)));
        }
        return answers;
    }

    private static ResponseEntity<?> accepted(Outcome outcome) {
        return ResponseEntity.accepted().body(outcome);
    }
}
