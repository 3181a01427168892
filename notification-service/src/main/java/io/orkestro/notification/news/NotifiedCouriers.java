package io.orkestro.notification.news;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which couriers only play at carrying. */
@Component
public class NotifiedCouriers {

    /** What is read of the marketplace's events. */
    public record CourierNews(Courier courier) {}

    /**
     * @param sandbox how it behaves, null where it is a real one
     */
    public record Courier(String id, @Nullable String sandbox) {}

    private final JdbcClient jdbc;

    NotifiedCouriers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void remember(long sequence, Courier courier) {
        jdbc.sql("""
                        insert into notified_courier (id, sequence, sandbox) values (:id, :sequence, :sandbox)
                        on conflict (id) do update set sequence = excluded.sequence, sandbox = excluded.sandbox
                        where notified_courier.sequence < excluded.sequence
                        """)
                .param("id", courier.id())
                .param("sequence", sequence)
                .param("sandbox", courier.sandbox() != null)
                .update();
    }

    /** As far as is remembered: of a sandbox, that it is one. */
    Optional<Courier> find(String courierId) {
        return jdbc.sql("select id, sandbox from notified_courier where id = :id")
                .param("id", courierId)
                .query((row, _) -> new Courier(row.getString("id"), row.getBoolean("sandbox") ? "sandbox" : null))
                .optional();
    }

    public boolean isSandbox(String courierId) {
        return jdbc.sql("select sandbox from notified_courier where id = :id")
                .param("id", courierId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
