package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Side;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells the other side of every row owned here, once, page by page: cursor and messages commit together, so it goes on
 * where it was. Begins when the other side is heard of, for before that nobody would keep what is told.
 */
final class Backfill {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Side self;
    private final Kinds kinds;
    private final Watermarks watermarks;
    private final Outbox outbox;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final int rate;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final DueWork<String> work;

    /** @param rate rows a second and kind */
    Backfill(
            Side self,
            Kinds kinds,
            Watermarks watermarks,
            Outbox outbox,
            JdbcClient jdbc,
            TransactionOperations transactions,
            int rate) {
        this.self = self;
        this.kinds = kinds;
        this.watermarks = watermarks;
        this.outbox = outbox;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rate = rate;
        this.work = new DueWork<>("backfill", PAUSE, 4, this::claim, this::page);
    }

    /** @param told rows so far, in this run */
    record Progress(long told, Optional<Instant> finishedAt) {}

    DueWork<String> work() {
        return work;
    }

    /** From the beginning. */
    void restart(OwnedKind kind) {
        jdbc.sql("""
                        insert into backfill (kind) values (?)
                        on conflict (kind) do update
                          set last_id = null, told = 0, due_at = now(), finished_at = null
                        """).param(kind.name()).update();
        work.wake();
    }

    Progress progress(OwnedKind kind) {
        return jdbc.sql("select told, finished_at from backfill where kind = ?")
                .param(kind.name())
                .query((row, _) -> new Progress(
                        row.getLong(1),
                        Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .optional()
                .orElse(new Progress(0, Optional.empty()));
    }

    private List<String> claim(int atMost) {
        List<String> names = kinds.all().get().stream().map(OwnedKind::name).toList();
        if (names.isEmpty()) {
            return List.of();
        }
        names.stream()
                .filter(known::add)
                .forEach(name -> jdbc.sql("insert into backfill (kind) values (?) on conflict do nothing")
                        .param(name)
                        .update());
        return jdbc.sql("""
                        update backfill set due_at = clock_timestamp() + :lease * interval '1 millisecond'
                        where kind = any(array(
                            select kind from backfill
                            where finished_at is null and due_at <= clock_timestamp() and kind in (:names)
                            limit :most for update skip locked))
                        returning kind
                        """)
                .param("lease", LEASE.toMillis())
                .param("names", names)
                .param("most", atMost)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private void page(String name) {
        OwnedKind kind = kinds.named(name);
        transactions.executeWithoutResult(_ -> {
            if (watermarks.of(kind.capability().slug()).isEmpty() || !outbox.hasRoom()) {
                dueIn(name, LATER);
                return;
            }
            Optional<Cursor> cursor = jdbc.sql(
                            "select last_id, told from backfill where kind = ? and finished_at is null for update")
                    .param(name)
                    .query((row, _) -> new Cursor(Optional.ofNullable(row.getString(1)), row.getLong(2)))
                    .optional();
            cursor.ifPresent(from -> tell(kind, from));
        });
    }

    private record Cursor(Optional<String> after, long told) {}

    private void tell(OwnedKind kind, Cursor cursor) {
        int size = Math.max(1, (int) (rate * PAUSE.toMillis() / 1_000));
        List<String> ids = kind.idsAfter(cursor.after().orElse(null), size);
        long told = cursor.told();
        for (String id : ids) {
            if (kind.lock(id).filter(held -> held.owner() == self).isPresent()) {
                kind.publish(id);
                told++;
            }
        }
        jdbc.sql("""
                        update backfill
                        set last_id = coalesce(:last, last_id), told = :told,
                            finished_at = case when :finished then clock_timestamp() end
                        where kind = :kind
                        """)
                .param("last", ids.isEmpty() ? null : ids.getLast())
                .param("told", told)
                .param("finished", ids.size() < size)
                .param("kind", kind.name())
                .update();
        dueIn(kind.name(), Duration.ofMillis(Math.max(PAUSE.toMillis(), 1_000L * size / rate)));
    }

    private void dueIn(String name, Duration pause) {
        jdbc.sql("update backfill set due_at = clock_timestamp() + ? * interval '1 millisecond' where kind = ?")
                .params(pause.toMillis(), name)
                .update();
    }
}
