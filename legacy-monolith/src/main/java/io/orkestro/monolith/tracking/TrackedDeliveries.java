package io.orkestro.monolith.tracking;

import io.orkestro.monolith.tracking.DeliveryNews.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The deliveries tracking knows, each as its highest sequence told it. */
@Component
public class TrackedDeliveries {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TrackedDeliveries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Takes over what an event said, unless a later one was here before. Another attempt is another courier: where the
     * last one was seen, and when it would have arrived, says nothing about this one.
     *
     * @return whether it was news
     */
    public boolean follow(long sequence, DeliveryNews news) {
        Delivery facts = news.delivery();
        return jdbc.sql("""
                        insert into tracked_delivery
                          (id, sequence, retailer_id, tracking_code, facts, attempt, ended_at)
                        values (:id, :sequence, :retailer, :code, cast(:facts as jsonb), :attempt, :ended)
                        on conflict (id) do update set
                          sequence = excluded.sequence, facts = excluded.facts, ended_at = excluded.ended_at,
                          attempt = excluded.attempt,
                          last_lat = case when tracked_delivery.attempt = excluded.attempt then tracked_delivery.last_lat end,
                          last_lng = case when tracked_delivery.attempt = excluded.attempt then tracked_delivery.last_lng end,
                          last_accuracy = case when tracked_delivery.attempt = excluded.attempt then tracked_delivery.last_accuracy end,
                          last_recorded_at = case when tracked_delivery.attempt = excluded.attempt then tracked_delivery.last_recorded_at end,
                          announced_eta = case when tracked_delivery.attempt = excluded.attempt then tracked_delivery.announced_eta end
                        where tracked_delivery.sequence < excluded.sequence
                        """)
                        .param("id", facts.id())
                        .param("sequence", sequence)
                        .param("retailer", news.retailerId())
                        .param("code", facts.trackingCode())
                        .param("facts", json.writeValueAsString(facts))
                        .param("attempt", facts.attempt())
                        .param("ended", facts.status().isFinal() ? time(facts.updatedAt()) : null)
                        .update()
                == 1;
    }

    public Optional<TrackedDelivery> find(String id) {
        return jdbc.sql("select * from tracked_delivery where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Holds the row until the transaction ends, so that fixes and news of one delivery come one after the other. */
    public Optional<TrackedDelivery> lock(String id) {
        return jdbc.sql("select * from tracked_delivery where id = :id for update")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    public Optional<TrackedDelivery> findByCode(String trackingCode) {
        return jdbc.sql("select * from tracked_delivery where tracking_code = :code")
                .param("code", trackingCode)
                .query((row, _) -> read(row))
                .optional();
    }

    /** In the order of their bytes. */
    public List<String> idsAfter(@Nullable String after, int limit) {
        return jdbc.sql("""
                        select id from tracked_delivery where id collate "C" > :after
                        order by id collate "C" limit :limit
                        """)
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from tracked_delivery")
                .query(Long.class)
                .single();
    }

    public void save(TrackedDelivery delivery) {
        Fix fix = delivery.lastFix();
        jdbc.sql("""
                        update tracked_delivery set
                          last_lat = :lat, last_lng = :lng, last_accuracy = :accuracy, last_recorded_at = :recorded,
                          pickup_eta = :pickup, dropoff_eta = :dropoff, announced_eta = :announced
                        where id = :id
                        """)
                .param("id", delivery.id())
                .param("lat", fix == null ? null : fix.lat())
                .param("lng", fix == null ? null : fix.lng())
                .param("accuracy", fix == null ? null : fix.accuracyMeters())
                .param("recorded", fix == null ? null : time(fix.recordedAt()))
                .param("pickup", time(delivery.estimate().pickup()))
                .param("dropoff", time(delivery.estimate().dropoff()))
                .param("announced", time(delivery.announcedEta()))
                .update();
    }

    private TrackedDelivery read(ResultSet row) throws SQLException {
        Delivery facts = json.readValue(row.getString("facts"), Delivery.class);
        return new TrackedDelivery(
                row.getString("retailer_id"),
                row.getLong("sequence"),
                facts,
                instant(row, "ended_at"),
                facts.courier() == null ? null : fix(row),
                new Estimate(instant(row, "pickup_eta"), instant(row, "dropoff_eta")),
                instant(row, "announced_eta"));
    }

    private static @Nullable Fix fix(ResultSet row) throws SQLException {
        Instant recordedAt = instant(row, "last_recorded_at");
        return recordedAt == null
                ? null
                : new Fix(
                        row.getDouble("last_lat"),
                        row.getDouble("last_lng"),
                        recordedAt,
                        row.getObject("last_accuracy", Double.class),
                        null,
                        null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
