package io.orkestro.platform.messaging;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements on the outbox. */
final class OutboxTable {

    /** The first key of our advisory locks: "orko" in ASCII. */
    private static final int LOCKS = 0x6f726b6f;

    private static final String HOLD = """
            update outbox
            set attempts = attempts + 1,
                held_until = clock_timestamp() + least(? * power(2, least(attempts, 20)), ?) * interval '1 millisecond'
            where partition = ?
            """;

    private final JdbcTemplate jdbc;

    OutboxTable(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Which partition a subject's messages are in; never another while rows wait. */
    static int partitionOf(String subject, int partitions) {
        int hash = subject.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), partitions);
    }

    void append(int partition, OutboxRow row) {
        jdbc.update(
                """
                insert into outbox (partition, message_id, exchange, routing_key, type, subject, body, traceparent)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                partition,
                row.messageId(),
                row.exchange(),
                row.routingKey(),
                row.type(),
                row.subject(),
                row.body(),
                row.traceparent());
    }

    /** Those of these partitions where something may be sent now. */
    List<Integer> withWork(Collection<Integer> partitions) {
        return jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement("""
                            select p from unnest(?) p
                            where exists (select 1 from outbox where partition = p
                                          and (held_until is null or held_until <= now()))
                            """);
                    statement.setArray(1, connection.createArrayOf("smallint", partitions.toArray()));
                    return statement;
                },
                (row, _) -> row.getInt(1));
    }

    /** The highest partition rows wait in, which can be above the present number of partitions. */
    int highestPartition() {
        Integer highest = jdbc.queryForObject("select coalesce(max(partition), 0) from outbox", Integer.class);
        return highest == null ? 0 : highest;
    }

    /**
     * Takes a partition for this transaction, if no other process has it.
     *
     * @param silence after which the database ends a transaction whose process has stopped answering
     */
    boolean lock(int partition, Duration silence) {
        return Boolean.TRUE.equals(jdbc.query(
                """
                select pg_try_advisory_xact_lock(?, ?), set_config('idle_in_transaction_session_timeout', ?, true)
                """, row -> row.next() && row.getBoolean(1), LOCKS, partition, Long.toString(silence.toMillis())));
    }

    /** The oldest, in order, without those that are held and those that come after a held one of their subject. */
    List<OutboxRow> next(int partition, int limit) {
        return jdbc.query(
                """
                select id, message_id, exchange, routing_key, type, subject, body, attempts, traceparent
                from outbox o
                where partition = ?
                  and (held_until is null or held_until <= now())
                  and not exists (select 1 from outbox earlier
                                  where earlier.partition = o.partition and earlier.subject = o.subject
                                    and earlier.id < o.id and earlier.held_until > now())
                order by id
                limit ?
                """,
                (row, _) -> new OutboxRow(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getInt(8),
                        row.getString(9)),
                partition,
                limit);
    }

    /** Whether an older row of the partition was not taken and waits. */
    boolean holdsBefore(int partition, long id) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from outbox where partition = ? and id < ?)", Boolean.class, partition, id));
    }

    void delete(int partition, List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Object[] ids = rows.stream().map(OutboxRow::id).toArray();
        jdbc.update(connection -> {
            PreparedStatement statement =
                    connection.prepareStatement("delete from outbox where partition = ? and id = any(?)");
            statement.setInt(1, partition);
            statement.setArray(2, connection.createArrayOf("bigint", ids));
            return statement;
        });
    }

    /** One more time not taken: the row waits, each time longer. */
    void hold(int partition, OutboxRow row, Backoff backoff) {
        jdbc.update(
                HOLD + "and id = ?",
                backoff.first().toMillis(),
                backoff.longest().toMillis(),
                partition,
                row.id());
    }

    /** The same for all that would go where one was not taken, so that they need not be tried one after the other. */
    void hold(int partition, OutboxRow.Route route, Backoff backoff) {
        jdbc.update(
                HOLD + "and exchange = ? and routing_key = ? and (held_until is null or held_until <= now())",
                backoff.first().toMillis(),
                backoff.longest().toMillis(),
                partition,
                route.exchange(),
                route.routingKey());
    }

    /** For how many seconds the oldest row has waited; 0 where none does. Asks each partition for its first. */
    double oldestAge() {
        Double age = jdbc.queryForObject("""
                select extract(epoch from clock_timestamp() - min(first.created_at))
                from generate_series(0, (select coalesce(max(partition), 0) from outbox)) p
                cross join lateral (select created_at from outbox where partition = p order by id limit 1) first
                """, Double.class);
        return age == null ? 0 : age;
    }

    /** How many wait; counts no further than the limit. */
    int count(int limit) {
        Integer count =
                jdbc.queryForObject("select count(*) from (select 1 from outbox limit ?) o", Integer.class, limit);
        return count == null ? 0 : count;
    }
}
