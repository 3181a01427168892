package io.orkestro.tracking.position;

import io.orkestro.tracking.Fix;
import io.orkestro.tracking.TrackingProperties;
import io.orkestro.tracking.position.Kept.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every plausible fix, append-only. The caller holds the deliveries' rows. */
@Component
class PositionHistory {

    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    /** How far back fixes tell how fast a courier is now. */
    private static final Duration RECENT = Duration.ofMinutes(5);

    private static final int RECENT_FIXES = 20;

    private final JdbcClient jdbc;
    private final Duration maxAge;

    PositionHistory(JdbcClient jdbc, TrackingProperties properties) {
        this.jdbc = jdbc;
        this.maxAge = properties.maxAge();
    }

    /** In one statement. */
    void append(List<Kept> fixes) {
        if (fixes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into position (delivery_id, attempt, recorded_at, received_at, courier_id,
                                              lat, lng, accuracy, speed_kmh, heading)
                        select * from unnest(
                          cast(:deliveries as text[]), cast(:attempts as integer[]), cast(:recorded as timestamptz[]),
                          cast(:received as timestamptz[]), cast(:couriers as text[]), cast(:lats as float8[]),
                          cast(:lngs as float8[]), cast(:accuracies as float8[]), cast(:speeds as float8[]),
                          cast(:headings as float8[]))
                        on conflict do nothing
                        """)
                .param("deliveries", texts(fixes, Kept::deliveryId))
                .param("attempts", fixes.stream().mapToInt(Kept::attempt).toArray())
                .param("recorded", texts(fixes, kept -> kept.fix().recordedAt()))
                .param("received", texts(fixes, Kept::receivedAt))
                .param("couriers", texts(fixes, Kept::courierId))
                .param("lats", numbers(fixes, Fix::lat))
                .param("lngs", numbers(fixes, Fix::lng))
                .param("accuracies", numbers(fixes, Fix::accuracyMeters))
                .param("speeds", numbers(fixes, Fix::speedKmh))
                .param("headings", numbers(fixes, Fix::heading))
                .update();
    }

    /** Which of them there is a fix of already. What can be told at all was received lately, so few partitions are looked at. */
    Set<Moment> known(Collection<Moment> moments, Instant now) {
        if (moments.isEmpty()) {
            return Set.of();
        }
        List<Moment> asked = List.copyOf(moments);
        return new HashSet<>(jdbc.sql("""
                        select p.delivery_id, p.attempt, p.recorded_at
                        from unnest(cast(:deliveries as text[]), cast(:attempts as integer[]), cast(:recorded as timestamptz[]))
                               as asked(delivery_id, attempt, recorded_at)
                        join position p using (delivery_id, attempt, recorded_at)
                        where p.received_at > :since
                        """)
                .param("deliveries", asked.stream().map(Moment::deliveryId).toArray(String[]::new))
                .param("attempts", asked.stream().mapToInt(Moment::attempt).toArray())
                .param(
                        "recorded",
                        asked.stream()
                                .map(moment -> moment.recordedAt().toString())
                                .toArray(String[]::new))
                .param("since", now.minus(maxAge).minus(CLOCKS_APART).atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Moment(
                        row.getString(1),
                        row.getInt(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list());
    }

    /** The last fixes of an attempt up to this one, the oldest first. */
    List<Fix> recent(String deliveryId, int attempt, Fix last) {
        Instant from = last.recordedAt().minus(RECENT);
        return jdbc.sql("""
                        select * from (
                          select recorded_at, lat, lng, accuracy, speed_kmh, heading from position
                          where delivery_id = :delivery and attempt = :attempt
                            and recorded_at between :from and :to and received_at > :since
                          order by recorded_at desc limit :fixes) as recent
                        order by recorded_at
                        """)
                .param("delivery", deliveryId)
                .param("attempt", attempt)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", last.recordedAt().atOffset(ZoneOffset.UTC))
                .param("since", from.minus(CLOCKS_APART).atOffset(ZoneOffset.UTC))
                .param("fixes", RECENT_FIXES)
                .query((row, _) -> new Fix(
                        row.getDouble("lat"),
                        row.getDouble("lng"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getObject("accuracy", Double.class),
                        row.getObject("speed_kmh", Double.class),
                        row.getObject("heading", Double.class)))
                .list();
    }

    private static String[] texts(List<Kept> fixes, Function<Kept, ? extends Object> value) {
        return fixes.stream().map(kept -> value.apply(kept).toString()).toArray(String[]::new);
    }

    private static @Nullable Double[] numbers(List<Kept> fixes, Function<Fix, @Nullable Double> value) {
        @Nullable Double[] numbers = new Double[fixes.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = value.apply(fixes.get(i).fix());
        }
        return numbers;
    }
}
