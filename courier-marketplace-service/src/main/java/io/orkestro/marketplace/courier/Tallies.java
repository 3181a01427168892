package io.orkestro.marketplace.courier;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What became of offers, by courier and hour, of both sides' bookings. Only offers that the courier answered or let expire:
 * not those it never got, nor those that were taken back before it had said anything.
 */
@Component
class Tallies {

    /** A courier has up to 336 hours in the record, so they are not all kept at once. */
    private static final int ROWS_AT_ONCE = 2_000;

    private final JdbcClient jdbc;

    Tallies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param from of bookings requested later
     * @param reader gets each courier's record, once
     */
    @Transactional(readOnly = true)
    void since(Instant from, BiConsumer<String, List<Tally>> reader) {
        jdbc.sql("""
                        select courier_id, date_trunc('hour', requested_at, 'UTC') as at, count(*) as offers,
                               count(*) filter (where status = 'EXPIRED') as timeouts,
                               count(*) filter (where status = 'REJECTED') as rejections,
                               count(*) filter (where status not in ('EXPIRED', 'REJECTED')) as confirmed,
                               count(*) filter (where status = 'WITHDRAWN' and reason = 'dropped_out') as drop_outs,
                               count(*) filter (where status = 'COMPLETED') as completed
                        from booking
                        where requested_at > :from
                          and (answered_at is not null or (status = 'EXPIRED' and ended_at > requested_at))
                        group by 1, 2 order by 1, 2
                        """)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .withFetchSize(ROWS_AT_ONCE)
                .query(rows -> {
                    String courierId = null;
                    List<Tally> record = new ArrayList<>();
                    while (rows.next()) {
                        String next = rows.getString("courier_id");
                        if (!next.equals(courierId)) {
                            give(courierId, record, reader);
                            courierId = next;
                            record = new ArrayList<>();
                        }
                        record.add(tally(rows));
                    }
                    give(courierId, record, reader);
                    return record.size();
                });
    }

    private static void give(@Nullable String courierId, List<Tally> record, BiConsumer<String, List<Tally>> reader) {
        if (courierId != null) {
            reader.accept(courierId, record);
        }
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getInt("offers"),
                row.getInt("timeouts"),
                row.getInt("rejections"),
                row.getInt("confirmed"),
                row.getInt("drop_outs"),
                row.getInt("completed"));
    }
}
