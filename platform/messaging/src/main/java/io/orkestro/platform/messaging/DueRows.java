package io.orkestro.platform.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows with a time at which they are due, leased for {@link DueWork}: the earliest first, none that another process has
 * at this moment, each due again when its lease ends unless whoever performs it says otherwise. Let an index lead with the
 * time.
 *
 * @param <W> what is read of a row
 */
public final class DueRows<W> {

    private final String sql;
    private final Duration lease;
    private final RowMapper<W> row;
    private final JdbcClient jdbc;
    private final Clock clock;

    private DueRows(String sql, Duration lease, RowMapper<W> row, JdbcClient jdbc, Clock clock) {
        this.sql = sql;
        this.lease = lease;
        this.row = row;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Rows of this table, due by {@code due_at}. All names and conditions go into the statement as they are. */
    public static Table of(String table, String key) {
        return new Table(table, key, "due_at", "", "");
    }

    /** In a transaction of its own, or the caller's. */
    public List<W> claim(int most) {
        Instant now = clock.instant();
        return jdbc.sql(sql)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("lease", now.plus(lease).atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(row)
                .list();
    }

    /** Where the rows are, and which. */
    public record Table(String name, String key, String due, String condition, String counter) {

        /** The time's column, where it is not {@code due_at}. */
        public Table due(String column) {
            return new Table(name, key, column, condition, counter);
        }

        /** Only these. */
        public Table where(String sql) {
            return new Table(name, key, due, " and " + sql, counter);
        }

        /** Counts each claim in this column, so that a process that dies has counted it too. */
        public Table counting(String column) {
            return new Table(name, key, due, condition, ", %1$s = %1$s + 1".formatted(column));
        }

        /** Only the keys, as text. */
        public DueRows<String> keys(Duration lease, JdbcClient jdbc, Clock clock) {
            return rows(key, (row, _) -> row.getString(1), lease, jdbc, clock);
        }

        /** @param columns what {@code row} reads, as they are after the claim */
        public <W> DueRows<W> rows(String columns, RowMapper<W> row, Duration lease, JdbcClient jdbc, Clock clock) {
            // An array is made once; "in (select …)" PostgreSQL may run again and again, and lock more than so many.
            String sql = """
                    update %1$s set %3$s = :lease%5$s
                    where %2$s = any(array(select %2$s from %1$s where %3$s <= :now%4$s
                                           order by %3$s limit :most for update skip locked))
                    returning %6$s
                    """.formatted(name, key, due, condition, counter, columns);
            return new DueRows<>(sql, lease, row, jdbc, clock);
        }
    }
}
