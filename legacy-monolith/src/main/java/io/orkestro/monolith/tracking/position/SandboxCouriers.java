package io.orkestro.monolith.tracking.position;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which couriers only play at carrying. Their minutes may last a second, so no speed is too high for them. */
@Component
public class SandboxCouriers {

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

    /** @param sequence of the change it is known from */
    public record Known(long sequence, boolean sandbox) {}

    void remember(long sequence, Courier courier) {
        remember(sequence, courier.id(), courier.sandbox() != null);
    }

    public void remember(long sequence, String courierId, boolean isSandbox) {
        jdbc.sql("""
                        insert into tracked_courier (id, sequence, sandbox) values (:id, :sequence, :sandbox)
                        on conflict (id) do update set sequence = excluded.sequence, sandbox = excluded.sandbox
                        where tracked_courier.sequence < excluded.sequence
                        """)
                .param("id", courierId)
                .param("sequence", sequence)
                .param("sandbox", isSandbox)
                .update();
    }

    public Optional<Known> find(String courierId) {
        return jdbc.sql("select sequence, sandbox from tracked_courier where id = ?")
                .param(courierId)
                .query((row, _) -> new Known(row.getLong(1), row.getBoolean(2)))
                .optional();
    }

    /** In the order of their bytes. */
    public List<String> idsAfter(@Nullable String after, int limit) {
        return jdbc.sql("""
                        select id from tracked_courier where id collate "C" > :after
                        order by id collate "C" limit :limit
                        """)
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from tracked_courier")
                .query(Long.class)
                .single();
    }

    boolean include(String courierId) {
        return find(courierId).filter(Known::sandbox).isPresent();
    }
}
