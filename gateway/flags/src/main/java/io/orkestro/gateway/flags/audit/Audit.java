package io.orkestro.gateway.flags.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The record of changes. An entry commits with its change or not at all; none is ever altered. */
public class Audit {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    public Audit(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** @param before null where there was nothing */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String actor, String action, String subject, @Nullable Object before, Object after) {
        record(actor, action, subject, before, after, null);
    }

    /**
     * @param before null where there was nothing
     * @param reason null where none is asked for
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(
            String actor,
            String action,
            String subject,
            @Nullable Object before,
            Object after,
            @Nullable String reason) {
        jdbc.sql("insert into audit_entry (at, actor, action, subject, before, after, reason)"
                        + " values (:at, :actor, :action, :subject,"
                        + " cast(:before as jsonb), cast(:after as jsonb), :reason)")
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("actor", actor)
                .param("action", action)
                .param("subject", subject)
                .param("before", before == null ? null : json.writeValueAsString(before))
                .param("after", json.writeValueAsString(after))
                .param("reason", reason)
                .update();
    }

    /**
     * The newest entries first.
     *
     * @param subject only those about it; null for all
     * @param below only entries with a smaller id: the last one of the page before
     */
    public List<AuditEntry> newest(@Nullable String subject, long below, int limit) {
        return jdbc.sql("select id, at, actor, action, subject, before, after, reason from audit_entry"
                        + " where id < :below and (cast(:subject as text) is null or subject = :subject)"
                        + " order by id desc limit :limit")
                .param("below", below)
                .param("subject", subject)
                .param("limit", limit)
                .query(Audit::entryIn)
                .list();
    }

    private static AuditEntry entryIn(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("before"),
                row.getString("after"),
                row.getString("reason"));
    }
}
