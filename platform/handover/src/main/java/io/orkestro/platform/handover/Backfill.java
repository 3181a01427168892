package io.orkestro.platform.handover;

import io.orkestro.platform.messaging.DueWork;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.idempotency.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells the other side of every row owned here, with the answers that were given about it, and of every row that it keeps copies of, once, page by page: cursor and
 * messages commit together, so it goes on where it was. Begins when the other side is heard of, for before that nobody
 * would keep what is told.
 */
final class Backfill {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Side self;
    private final Kinds kinds;
    private final Supplier<List<CopiedKind>> copied;
    private final Watermarks watermarks;
    private final Retired retired;
    private final Outbox outbox;
    private final Function<String, List<Answer>> answers;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final int rate;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final DueWork<String> work;

    /** @param rate rows a second and kind */
    Backfill(
            Side self,
            Kinds kinds,
            Supplier<List<CopiedKind>> copied,
            Watermarks watermarks,
            Retired retired,
            Outbox outbox,
            Function<String, List<Answer>> answers,
            JdbcClient jdbc,
            TransactionOperations transactions,
            int rate) {
        this.self = self;
        this.kinds = kinds;
        this.copied = copied;
        this.watermarks = watermarks;
        this.retired = retired;
        this.outbox = outbox;
        this.answers = answers;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rate = rate;
        this.work = new DueWork<>("backfill", PAUSE, 4, this::claim, this::page);
    }

    /**
     * @param told rows so far, in this run
     * @param returning for which return of the other side, by the table's version; 0 for none
     */
    record Progress(long told, Optional<Instant> finishedAt, long returning) {}

    DueWork<String> work() {
        return work;
    }

    /** From the beginning, with what the other side keeps copies of for the same capability. */
    void restart(OwnedKind kind) {
        restart(kind.name());
        copiedFor(kind.capability()).forEach(copies -> restart(copies.name()));
        work.wake();
    }

    /** As above, for rows that nobody owns. */
    void restart(CopiedKind kind) {
        restart(kind.name());
        work.wake();
    }

    /**
     * For an other side that keeps replicas again: from the beginning, once for each return, with what it keeps copies of.
     *
     * @param returning the version of the table by which it returned
     */
    void restartFor(Capability capability, long returning) {
        List<String> names = Stream.concat(
                        kinds.all().get().stream()
                                .filter(kind -> kind.capability() == capability)
                                .map(OwnedKind::name),
                        copiedFor(capability).stream().map(CopiedKind::name))
                .toList();
        for (String name : names) {
            jdbc.sql("""
                            insert into backfill (kind, returning_version) values (:kind, :version)
                            on conflict (kind) do update
                              set last_id = null, told = 0, due_at = now(), finished_at = null,
                                  returning_version = excluded.returning_version
                              where backfill.returning_version < excluded.returning_version
                            """).param("kind", name).param("version", returning).update();
        }
        work.wakeAfterCommit();
    }

    private void restart(String name) {
        jdbc.sql("""
                        insert into backfill (kind) values (?)
                        on conflict (kind) do update
                          set last_id = null, told = 0, due_at = now(), finished_at = null
                        """).param(name).update();
    }

    /** Finished only once the copies are told, too: a delivery may be created from any store. */
    Progress progress(OwnedKind kind) {
        Progress rows = progress(kind.name());
        Optional<Instant> finishedAt = rows.finishedAt();
        for (CopiedKind copies : copiedFor(kind.capability())) {
            Optional<Instant> copiedAt = progress(copies.name()).finishedAt();
            finishedAt = finishedAt.flatMap(at -> copiedAt.map(other -> at.isAfter(other) ? at : other));
        }
        long returning = copiedFor(kind.capability()).stream()
                .mapToLong(copies -> progress(copies.name()).returning())
                .reduce(rows.returning(), Math::min);
        return new Progress(rows.told(), finishedAt, returning);
    }

    Progress progress(CopiedKind kind) {
        return progress(kind.name());
    }

    private Progress progress(String name) {
        return jdbc.sql("select told, finished_at, returning_version from backfill where kind = ?")
                .param(name)
                .query((row, _) -> new Progress(
                        row.getLong(1),
                        Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        row.getLong(3)))
                .optional()
                .orElse(new Progress(0, Optional.empty(), 0));
    }

    /** Those of capabilities where nothing is owned. */
    List<CopiedKind> unowned() {
        Set<Capability> owned =
                kinds.all().get().stream().map(OwnedKind::capability).collect(Collectors.toSet());
        return copied.get().stream()
                .filter(kind -> !owned.contains(kind.capability()))
                .toList();
    }

    private List<CopiedKind> copiedFor(Capability capability) {
        return copied.get().stream()
                .filter(kind -> kind.capability() == capability)
                .toList();
    }

    private List<String> claim(int atMost) {
        List<String> names = Stream.concat(
                        kinds.all().get().stream().map(OwnedKind::name),
                        copied.get().stream().map(CopiedKind::name))
                .toList();
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
        Rows rows = rowsOf(name);
        transactions.executeWithoutResult(_ -> {
            if (watermarks.of(rows.capability().slug()).isEmpty()
                    || retired.isDeaf(rows.capability())
                    || !outbox.hasRoom()) {
                dueIn(name, LATER);
                return;
            }
            Optional<Cursor> cursor = jdbc.sql(
                            "select last_id, told from backfill where kind = ? and finished_at is null for update")
                    .param(name)
                    .query((row, _) -> new Cursor(Optional.ofNullable(row.getString(1)), row.getLong(2)))
                    .optional();
            cursor.ifPresent(from -> tell(rows, from));
        });
    }

    /**
     * What is told.
     *
     * @param tell whether there was anything to tell of this id
     */
    private record Rows(
            String name,
            Capability capability,
            BiFunction<Optional<String>, Integer, List<String>> idsAfter,
            Predicate<String> tell) {}

    private Rows rowsOf(String name) {
        return copied.get().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .map(Backfill::rowsOf)
                .orElseGet(() -> rowsOf(kinds.named(name)));
    }

    private static Rows rowsOf(CopiedKind kind) {
        return new Rows(
                kind.name(), kind.capability(), (after, limit) -> kind.idsAfter(after.orElse(null), limit), id -> {
                    kind.publish(id);
                    return true;
                });
    }

    private Rows rowsOf(OwnedKind kind) {
        return new Rows(
                kind.name(), kind.capability(), (after, limit) -> kind.idsAfter(after.orElse(null), limit), id -> {
                    boolean own =
                            kind.lock(id).filter(held -> held.owner() == self).isPresent();
                    if (own) {
                        kind.publish(id);
                        answers.apply(id).forEach(answer -> outbox.append(Handing.answered(kind, id, answer)));
                    }
                    return own;
                });
    }

    private record Cursor(Optional<String> after, long told) {}

    private void tell(Rows rows, Cursor cursor) {
        int size = Math.max(1, (int) (rate * PAUSE.toMillis() / 1_000));
        List<String> ids = rows.idsAfter().apply(cursor.after(), size);
        long told = cursor.told() + ids.stream().filter(rows.tell()).count();
        jdbc.sql("""
                        update backfill
                        set last_id = coalesce(:last, last_id), told = :told,
                            finished_at = case when :finished then clock_timestamp() end
                        where kind = :kind
                        """)
                .param("last", ids.isEmpty() ? null : ids.getLast())
                .param("told", told)
                .param("finished", ids.size() < size)
                .param("kind", rows.name())
                .update();
        dueIn(rows.name(), Duration.ofMillis(Math.max(PAUSE.toMillis(), 1_000L * size / rate)));
    }

    private void dueIn(String name, Duration pause) {
        jdbc.sql("update backfill set due_at = clock_timestamp() + ? * interval '1 millisecond' where kind = ?")
                .params(pause.toMillis(), name)
                .update();
    }
}
