package io.orkestro.notification.news;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The deliveries notification has heard of. */
@Component
public class NotifiedDeliveries {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NotifiedDeliveries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Remembers what an event says, unless a later one was heard before. */
    public void remember(long sequence, String retailerId, ObjectNode delivery) {
        NotifiedDelivery.Facts facts = json.treeToValue(delivery, NotifiedDelivery.Facts.class);
        jdbc.sql("""
                        insert into notified_delivery (id, sequence, retailer_id, facts)
                        values (:id, :sequence, :retailer, cast(:facts as jsonb))
                        on conflict (id) do update set sequence = excluded.sequence, facts = excluded.facts
                        where notified_delivery.sequence < excluded.sequence
                        """)
                .param("id", facts.id())
                .param("sequence", sequence)
                .param("retailer", retailerId)
                .param("facts", json.writeValueAsString(facts))
                .update();
    }

    public Optional<NotifiedDelivery> find(String id) {
        return jdbc.sql("select sequence, retailer_id, facts from notified_delivery where id = :id")
                .param("id", id)
                .query((row, _) -> new NotifiedDelivery(
                        row.getLong("sequence"),
                        row.getString("retailer_id"),
                        json.readValue(row.getString("facts"), NotifiedDelivery.Facts.class)))
                .optional();
    }
}
