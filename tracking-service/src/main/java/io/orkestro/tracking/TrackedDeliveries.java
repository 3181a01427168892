package io.orkestro.tracking;

import io.orkestro.tracking.DeliveryNews.Delivery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The deliveries tracking knows, each as its highest sequence told it. */
@Component
public class TrackedDeliveries {

    private static final int ROWS_PER_SWEEP = 10_000;

    /** A courier that was not seen for so long says nothing about an arrival any more. */
    private static final Duration BELIEVED_IN = Duration.ofHours(6);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Duration positionLife;
    private final Clock clock;

    TrackedDeliveries(JdbcClient jdbc, JsonMapper json, TrackingProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.positionLife = properties.positionLife();
        this.clock = clock;
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
                          pace = case when tracked_delivery.attempt = excluded.attempt then tracked_delivery.pace end,
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

    /** As {@link #lock(String)}, for many, always in the same order. */
    public List<TrackedDelivery> lock(Collection<String> ids) {
        return jdbc.sql("select * from tracked_delivery where id = any(:ids) order by id for update")
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    public Optional<TrackedDelivery> findByCode(String trackingCode) {
        return jdbc.sql("select * from tracked_delivery where tracking_code = :code")
                .param("code", trackingCode)
                .query((row, _) -> read(row))
                .optional();
    }

    /** A retailer's deliveries that have not ended, those born last first. */
    public List<TrackedDelivery> underWay(String retailerId, int limit) {
        return jdbc.sql("""
                        select * from tracked_delivery where retailer_id = :retailer and ended_at is null
                        order by first_heard_at desc, id limit :limit
                        """)
                .param("retailer", retailerId)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
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

    /** Those under way whose courier should have arrived by then, and was seen within {@link #BELIEVED_IN}. */
    List<String> overdue(Instant now, int limit) {
        return jdbc.sql("""
                        select id from tracked_delivery
                        where ended_at is null and dropoff_eta < :now and last_recorded_at > :since
                        order by dropoff_eta limit :limit
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("since", now.minus(BELIEVED_IN).atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** What tracking found out itself; the facts stay as they are. The caller holds the rows. */
    public void save(Collection<TrackedDelivery> all) {
        List<TrackedDelivery> seen = List.copyOf(all);
        jdbc.sql("""
                        update tracked_delivery d set
                          last_lat = r.lat, last_lng = r.lng, last_accuracy = r.accuracy, last_recorded_at = r.recorded,
                          pace = r.pace, pickup_eta = r.pickup, dropoff_eta = r.dropoff, announced_eta = r.announced
                        from unnest(
                          cast(:ids as text[]), cast(:lats as float8[]), cast(:lngs as float8[]), cast(:accuracies as float8[]),
                          cast(:recorded as timestamptz[]), cast(:paces as float8[]), cast(:pickups as timestamptz[]),
                          cast(:dropoffs as timestamptz[]), cast(:announced as timestamptz[]))
                          as r(id, lat, lng, accuracy, recorded, pace, pickup, dropoff, announced)
                        where d.id = r.id
                        """)
                .param("ids", texts(seen, TrackedDelivery::id))
                .param("lats", numbers(seen, ifSeen(Fix::lat)))
                .param("lngs", numbers(seen, ifSeen(Fix::lng)))
                .param("accuracies", numbers(seen, ifSeen(Fix::accuracyMeters)))
                .param("recorded", texts(seen, ifSeen(Fix::recordedAt)))
                .param("paces", numbers(seen, TrackedDelivery::pace))
                .param("pickups", texts(seen, delivery -> delivery.estimate().pickup()))
                .param("dropoffs", texts(seen, delivery -> delivery.estimate().dropoff()))
                .param("announced", texts(seen, TrackedDelivery::announcedEta))
                .update();
    }

    private static <T> Function<TrackedDelivery, @Nullable T> ifSeen(Function<Fix, @Nullable T> value) {
        return delivery -> {
            Fix fix = delivery.lastFix();
            return fix == null ? null : value.apply(fix);
        };
    }

    private static @Nullable String[] texts(
            List<TrackedDelivery> all, Function<TrackedDelivery, ? extends @Nullable Object> value) {
        @Nullable String[] texts = new String[all.size()];
        for (int i = 0; i < texts.length; i++) {
            Object each = value.apply(all.get(i));
            texts[i] = each == null ? null : each.toString();
        }
        return texts;
    }

    private static @Nullable Double[] numbers(
            List<TrackedDelivery> all, Function<TrackedDelivery, @Nullable Double> value) {
        @Nullable Double[] numbers = new Double[all.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = value.apply(all.get(i));
        }
        return numbers;
    }

    /** Where couriers were is personal, and nobody's business any more. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void forgetWhereCouriersWere() {
        jdbc.sql("""
                        update tracked_delivery
                        set last_lat = null, last_lng = null, last_accuracy = null, last_recorded_at = null, pace = null
                        where id = any(array(
                          select id from tracked_delivery
                          where ended_at < :before and last_recorded_at is not null limit :rows for update skip locked))
                        """)
                .param("before", time(clock.instant().minus(positionLife)))
                .param("rows", ROWS_PER_SWEEP)
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
                row.getObject("pace", Double.class),
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
