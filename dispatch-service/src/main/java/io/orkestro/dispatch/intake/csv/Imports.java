package io.orkestro.dispatch.intake.csv;

import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.web.page.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The imports' rows, and those of the rows that were refused. */
@Component
class Imports {

    /** Longer than a turn at it takes. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final String SHOWN =
            "id, status, zone, rows, accepted, unchanged, refused, detail, created_at," + " updated_at, finished_at";

    private static final TypeReference<List<String>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<List<Fault>> FAULTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Traces traces;
    private final Clock clock;
    private final DueRows<Traced<Due>> due;

    Imports(JdbcClient jdbc, JsonMapper json, Traces traces, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.traces = traces;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
        this.due = DueRows.of("order_import", "id")
                .counting("tries")
                .rows(
                        "id, retailer_id, zone, at_row, tries, traceparent",
                        (row, _) -> new Traced<>(due(row), row.getString("traceparent")),
                        LEASE,
                        jdbc,
                        clock);
    }

    /**
     * An import that is due.
     *
     * @param atRow the last of its rows that is worked through
     * @param tries since it last came on, with the one that begins now
     */
    record Due(String id, String retailerId, ZoneId zone, int atRow, int tries) {}

    /** @return as it is; one that is there stays */
    Import keep(String id, String retailerId, ZoneId zone, byte[] file, int rows) {
        Instant now = clock.instant();
        jdbc.sql("""
                        insert into order_import (id, retailer_id, zone, file, status, rows, due_at, created_at, updated_at,
                            traceparent)
                        values (:id, :retailer, :zone, :file, 'WAITING', :rows, :now, :now, :now, :traceparent)
                        on conflict (id) do nothing
                        """)
                .param("id", id)
                .param("retailer", retailerId)
                .param("zone", zone.getId())
                .param("file", file)
                .param("rows", rows)
                .param("now", utc(now))
                .param("traceparent", traces.current())
                .update();
        return find(retailerId, id).orElseThrow();
    }

    Optional<Import> find(String retailerId, String id) {
        return jdbc.sql("select " + SHOWN + " from order_import where id = ? and retailer_id = ?")
                .params(id, retailerId)
                .query(Imports::view)
                .optional();
    }

    /** The newest first. */
    List<Import> list(String retailerId, int limit, @Nullable Cursor after) {
        return jdbc.sql("select " + SHOWN + """
                         from order_import
                        where retailer_id = :retailer
                          and (cast(:at as timestamptz) is null or (created_at, id) < (cast(:at as timestamptz), :id))
                        order by created_at desc, id desc limit :limit
                        """)
                .param("retailer", retailerId)
                .param("at", after == null ? null : utc(after.at()))
                .param("id", after == null ? "" : after.id())
                .param("limit", limit)
                .query(Imports::view)
                .list();
    }

    /** In the file's order. */
    List<RefusedRow> refused(String id, int after, int limit) {
        return jdbc.sql("""
                        select row_number, faults, fields from refused_row
                        where import_id = :id and row_number > :after order by row_number limit :limit
                        """)
                .param("id", id)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new RefusedRow(
                        new Row(row.getInt("row_number"), json.readValue(row.getString("fields"), FIELDS)),
                        json.readValue(row.getString("faults"), FAULTS)))
                .list();
    }

    List<Traced<Due>> claim(int most) {
        return due.claim(most);
    }

    /** @return the file; empty where there is nothing more to do with it */
    Optional<byte[]> begin(String id) {
        return jdbc.sql("""
                        update order_import set status = 'WORKING'
                        where id = :id and status in ('WAITING', 'WORKING') returning file
                        """).param("id", id).query(byte[].class).optional();
    }

    /**
     * In the transaction that kept what became of the rows.
     *
     * @return false where somebody else has come on with it meanwhile, whose work counts
     */
    boolean advance(String id, Progress progress) {
        List<RefusedRow> refused = progress.refused();
        int updated = jdbc.sql("""
                        update order_import
                        set at_row = :to, accepted = accepted + :accepted, unchanged = unchanged + :unchanged,
                            refused = refused + :refused, tries = 0, detail = null, updated_at = :now
                        where id = :id and at_row = :from and status = 'WORKING'
                        """)
                .param("id", id)
                .param("from", progress.from())
                .param("to", progress.to())
                .param("accepted", progress.accepted())
                .param("unchanged", progress.unchanged())
                .param("refused", refused.size())
                .param("now", utc(clock.instant()))
                .update();
        if (updated == 0) {
            return false;
        }
        if (!refused.isEmpty()) {
            keep(id, refused);
        }
        return true;
    }

    private void keep(String id, List<RefusedRow> refused) {
        List<Map<String, Object>> rows = refused.stream()
                .map(one -> Map.<String, Object>of(
                        "row",
                        one.row().number(),
                        "faults",
                        one.faults(),
                        "fields",
                        one.row().fields()))
                .toList();
        jdbc.sql("""
                        insert into refused_row (import_id, row_number, faults, fields)
                        select :id, cast(one ->> 'row' as integer), one -> 'faults', one -> 'fields'
                        from jsonb_array_elements(cast(:rows as jsonb)) one
                        """)
                .param("id", id)
                .param("rows", json.writeValueAsString(rows))
                .update();
    }

    /** All rows are worked through; the file itself is of no more use. */
    void done(String id) {
        finish(id, ImportStatus.DONE, null);
    }

    void failed(String id, String why) {
        finish(id, ImportStatus.FAILED, why);
    }

    private void finish(String id, ImportStatus status, @Nullable String why) {
        jdbc.sql("""
                        update order_import
                        set status = :status, detail = :why, due_at = null, file = null, updated_at = :now, finished_at = :now
                        where id = :id
                        """)
                .param("id", id)
                .param("status", status.name())
                .param("why", why)
                .param("now", utc(clock.instant()))
                .update();
    }

    /** It is somebody else's turn, or there is no room; that is nobody's failure. */
    void rest(String id, Instant until) {
        jdbc.sql("update order_import set due_at = :until, tries = 0 where id = :id and status = 'WORKING'")
                .param("id", id)
                .param("until", utc(until))
                .update();
    }

    void again(String id, String why, Instant at) {
        jdbc.sql("update order_import set due_at = :at, detail = :why where id = :id and status = 'WORKING'")
                .param("id", id)
                .param("at", utc(at))
                .param("why", why)
                .update();
    }

    /** @return how many were older */
    int forget(Instant before, int most) {
        return jdbc.sql("""
                        delete from order_import where id = any(array(
                            select id from order_import
                            where created_at < :before and status in ('DONE', 'FAILED') limit :most))
                        """).param("before", utc(before)).param("most", most).update();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getString("id"),
                row.getString("retailer_id"),
                ZoneId.of(row.getString("zone")),
                row.getInt("at_row"),
                row.getInt("tries"));
    }

    private static Import view(ResultSet row, int number) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Import(
                row.getString("id"),
                ImportStatus.valueOf(row.getString("status")),
                row.getString("zone"),
                row.getInt("rows"),
                row.getInt("accepted"),
                row.getInt("unchanged"),
                row.getInt("refused"),
                row.getString("detail"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
