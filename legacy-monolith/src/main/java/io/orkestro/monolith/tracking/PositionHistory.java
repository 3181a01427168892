package io.orkestro.monolith.tracking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Every plausible fix, append-only, for as long as the settings say. */
@Component
public class PositionHistory {

    /** How far back fixes tell how fast a courier is now. */
    private static final Duration RECENT = Duration.ofMinutes(5);

    private static final int RECENT_FIXES = 20;
    private static final int ROWS_PER_SWEEP = 10_000;

    private final JdbcClient jdbc;
    private final Duration life;
    private final Clock clock;

    PositionHistory(JdbcClient jdbc, TrackingProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.life = properties.positionLife();
        this.clock = clock;
    }

    /**
     * @return false where this moment of the attempt is known already
     */
    public boolean append(String deliveryId, int attempt, String courierId, Fix fix) {
        return jdbc.sql("""
                        insert into position (delivery_id, attempt, recorded_at, received_at, courier_id,
                                              lat, lng, accuracy, speed_kmh, heading)
                        values (:delivery, :attempt, :recorded, :received, :courier,
                                :lat, :lng, :accuracy, :speed, :heading)
                        on conflict do nothing
                        """)
                        .param("delivery", deliveryId)
                        .param("attempt", attempt)
                        .param("recorded", fix.recordedAt().atOffset(ZoneOffset.UTC))
                        .param("received", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("courier", courierId)
                        .param("lat", fix.lat())
                        .param("lng", fix.lng())
                        .param("accuracy", fix.accuracyMeters())
                        .param("speed", fix.speedKmh())
                        .param("heading", fix.heading())
                        .update()
                == 1;
    }

    /** The last fixes before this one, and itself; the latest first. */
    public List<Fix> recent(String deliveryId, int attempt, Fix last) {
        return jdbc.sql("""
                        select recorded_at, lat, lng from position
                        where delivery_id = :delivery and attempt = :attempt
                          and recorded_at between :from and :to
                        order by recorded_at desc limit :fixes
                        """)
                .param("delivery", deliveryId)
                .param("attempt", attempt)
                .param("from", last.recordedAt().minus(RECENT).atOffset(ZoneOffset.UTC))
                .param("to", last.recordedAt().atOffset(ZoneOffset.UTC))
                .param("fixes", RECENT_FIXES)
                .query((row, _) -> new Fix(
                        row.getDouble("lat"),
                        row.getDouble("lng"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        null,
                        null,
                        null))
                .list();
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void sweep() {
        Instant before = clock.instant().minus(life);
        jdbc.sql("""
                        delete from position where ctid = any (array(
                          select ctid from position where received_at < :before limit :rows))
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("rows", ROWS_PER_SWEEP)
                .update();
        // Where couriers were last seen is as personal.
        jdbc.sql("""
                        update tracked_delivery
                        set last_lat = null, last_lng = null, last_accuracy = null, last_recorded_at = null
                        where id = any(array(
                          select id from tracked_delivery
                          where ended_at < :before and last_recorded_at is not null limit :rows for update skip locked))
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("rows", ROWS_PER_SWEEP)
                .update();
    }
}
