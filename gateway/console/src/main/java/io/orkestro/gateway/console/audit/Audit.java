package io.orkestro.gateway.console.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The record of changes. An entry commits with its change or not at all; none is ever altered. */
@Component
public class Audit {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Audit(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param before null where there was nothing
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String actor, String action, String subject, @Nullable Object before, Object after) {
        jdbc.sql("insert into audit_entry (at, actor, action, subject, before, after)"
                        + " values (:at, :actor, :action, :subject, cast(:before as jsonb), cast(:after as jsonb))")
                .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("actor", actor)
                .param("action", action)
                .param("subject", subject)
                .param("before", before == null ? null : json.writeValueAsString(before))
                .param("after", json.writeValueAsString(after))
                .update();
    }

    /** The newest entries first. */
    List<AuditEntry> newest(int limit) {
        return jdbc.sql("select id, at, actor, action, subject, before, after from audit_entry"
                        + " order by id desc limit :limit")
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
                row.getString("after"));
    }
}
