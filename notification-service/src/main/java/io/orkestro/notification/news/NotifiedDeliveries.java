package io.orkestro.notification.news;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The deliveries notification has heard of, until they have long been over. */
@Component
public class NotifiedDeliveries implements Forgetful {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Duration life;
    private final Clock clock;

    NotifiedDeliveries(JdbcClient jdbc, JsonMapper json, NewsProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.life = properties.life();
        this.clock = clock;
    }

    /** Remembers what an event says, unless a later one was heard before. */
    public void remember(long sequence, String retailerId, ObjectNode delivery) {
        remember(sequence, retailerId, delivery, clock.instant());
    }

    /** As {@link #remember(long, String, ObjectNode)}, heard by somebody else then. */
    void remember(long sequence, String retailerId, ObjectNode delivery, Instant heardAt) {
        NotifiedDelivery.Facts facts = json.treeToValue(delivery, NotifiedDelivery.Facts.class);
        jdbc.sql("""
                        insert into notified_delivery (id, sequence, retailer_id, facts, heard_at)
                        values (:id, :sequence, :retailer, cast(:facts as jsonb), :heard)
                        on conflict (id) do update set sequence = excluded.sequence, facts = excluded.facts,
                          heard_at = excluded.heard_at
                        where notified_delivery.sequence < excluded.sequence
                        """)
                .param("id", facts.id())
                .param("sequence", sequence)
                .param("retailer", retailerId)
                .param("facts", json.writeValueAsString(facts))
                .param("heard", heardAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<NotifiedDelivery> find(String id) {
        return jdbc.sql("select sequence, retailer_id, facts, heard_at from notified_delivery where id = :id")
                .param("id", id)
                .query((row, _) -> new NotifiedDelivery(
                        row.getLong("sequence"),
                        row.getString("retailer_id"),
                        json.readValue(row.getString("facts"), NotifiedDelivery.Facts.class),
                        row.getObject("heard_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Names, telephone numbers and addresses go with the row; of what is under way more will be heard. */
    @Override
    public int forgetSome() {
        return jdbc.sql("""
                        delete from notified_delivery where id = any(array(
                          select id from notified_delivery where heard_at < :before and facts ->> 'status' in (:over)
                          order by heard_at limit :rows for update skip locked))
                        """)
                .param("before", clock.instant().minus(life).atOffset(ZoneOffset.UTC))
                .param("over", Status.FINAL)
                .param("rows", AT_ONCE)
                .update();
    }
}
