package io.orkestro.tracking.position;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which couriers only play at carrying. Their minutes may last a second, so no speed is too high for them. */
@Component
class SandboxCouriers {

    /** What tracking reads of the marketplace's couriers. */
    record CourierNews(Courier courier) {}

    /**
     * @param sandbox how it behaves, null where it is a real one
     */
    record Courier(String id, @Nullable String sandbox) {}

    private final JdbcClient jdbc;

    SandboxCouriers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void remember(long sequence, Courier courier) {
        jdbc.sql("""
                        insert into tracked_courier (id, sequence, sandbox) values (:id, :sequence, :sandbox)
                        on conflict (id) do update set sequence = excluded.sequence, sandbox = excluded.sandbox
                        where tracked_courier.sequence < excluded.sequence
                        """)
                .param("id", courier.id())
                .param("sequence", sequence)
                .param("sandbox", courier.sandbox() != null)
                .update();
    }

    boolean include(String courierId) {
        return jdbc.sql("select sandbox from tracked_courier where id = :id")
                .param("id", courierId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
