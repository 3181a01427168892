package io.orkestro.notification.news;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The retailers notification has heard of. */
@Component
public class NotifiedRetailers {

    /** What is read of the accounts' events, and kept. */
    public record Retailer(
            String id,
            String name,
            @Nullable String email,
            @Nullable String phone,
            String language) {}

    private final JdbcClient jdbc;

    NotifiedRetailers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void remember(long sequence, Retailer retailer) {
        jdbc.sql("""
                        insert into notified_retailer (id, sequence, name, email, phone, language)
                        values (:id, :sequence, :name, :email, :phone, :language)
                        on conflict (id) do update set sequence = excluded.sequence, name = excluded.name,
                          email = excluded.email, phone = excluded.phone, language = excluded.language
                        where notified_retailer.sequence < excluded.sequence
                        """)
                .param("id", retailer.id())
                .param("sequence", sequence)
                .param("name", retailer.name())
                .param("email", retailer.email())
                .param("phone", retailer.phone())
                .param("language", retailer.language())
                .update();
    }

    public Optional<Retailer> find(String id) {
        return jdbc.sql("select id, name, email, phone, language from notified_retailer where id = :id")
                .param("id", id)
                .query((row, _) -> new Retailer(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getString("language")))
                .optional();
    }
}
