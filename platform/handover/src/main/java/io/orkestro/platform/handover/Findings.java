package io.orkestro.platform.handover;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What is not as it should be between the two sides, kept for ops. */
final class Findings {

    private static final Logger log = LoggerFactory.getLogger(Findings.class);

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Findings(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * The same found again replaces the earlier.
     *
     * @param what snake case
     * @param mended whether it was put right at once
     */
    void add(String kind, String id, String what, Object detail, boolean mended) {
        log.warn("{} {}: {}, {}", kind, id, what, mended ? "mended" : "for ops to decide");
        jdbc.sql("""
                        insert into finding (kind, id, what, detail, mended) values (?, ?, ?, ?::jsonb, ?)
                        on conflict (kind, id, what) do update
                          set detail = excluded.detail, found_at = now(), mended = excluded.mended
                        """)
                .params(kind, id, what, json.writeValueAsString(detail), mended)
                .update();
    }

    /** Those that nobody has put right. */
    long open(String kind) {
        return jdbc.sql("select count(*) from finding where kind = ? and not mended")
                .param(kind)
                .query(Long.class)
                .single();
    }
}
