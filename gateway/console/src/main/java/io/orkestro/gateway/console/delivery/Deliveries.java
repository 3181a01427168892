package io.orkestro.gateway.console.delivery;

import io.orkestro.platform.messaging.Envelope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The tables of deliveries and their events, filled from messages and forgotten after a week without news. */
@Component
class Deliveries {

    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** In the message's transaction. The highest sequence says how it is, the highest epoch whose it is. */
    void hear(Envelope envelope, DeliveryMessage message) {
        jdbc.sql("insert into delivery as d"
                        + " (id, retailer_id, status, epoch, sequence, served_by, changed_at, heard_at)"
                        + " values (:id, :retailer, :status, :epoch, :sequence, :producer, :at, :now)"
                        + " on conflict (id) do update set"
                        + " status = case when excluded.sequence >= d.sequence then excluded.status else d.status end,"
                        + " served_by = case when (excluded.sequence, excluded.epoch) >= (d.sequence, d.epoch)"
                        + " then excluded.served_by else d.served_by end,"
                        + " changed_at = case when excluded.sequence > d.sequence"
                        + " then excluded.changed_at else d.changed_at end,"
                        + " epoch = greatest(excluded.epoch, d.epoch),"
                        + " sequence = greatest(excluded.sequence, d.sequence),"
                        + " heard_at = excluded.heard_at")
                .param("id", envelope.subject())
                .param("retailer", message.retailerId())
                .param("status", message.delivery().status())
                .param("epoch", envelope.epoch())
                .param("sequence", envelope.sequence())
                .param("producer", envelope.producer())
                .param("at", utc(envelope.occurredAt()))
                .param("now", utc(clock.instant()))
                .update();
        jdbc.sql("insert into delivery_event"
                        + " (delivery_id, sequence, type, epoch, status, occurred_at, producer, decision, trace_id)"
                        + " values (:id, :sequence, :type, :epoch, :status, :at, :producer, :decision, :trace)"
                        + " on conflict do nothing")
                .param("id", envelope.subject())
                .param("sequence", envelope.sequence())
                .param("type", envelope.type())
                .param("epoch", envelope.epoch())
                .param("status", message.delivery().status())
                .param("at", utc(envelope.occurredAt()))
                .param("producer", envelope.producer())
                .param("decision", envelope.decision().encoded())
                .param("trace", traceIdIn(envelope.traceparent()))
                .update();
    }

    /**
     * Newest change first.
     *
     * @param text the beginning of a delivery's or retailer's id; empty for all
     */
    List<Delivery> search(String text, int limit) {
        return jdbc.sql("select * from delivery where starts_with(id, :text) or starts_with(retailer_id, :text)"
                        + " order by changed_at desc, id limit :limit")
                .param("text", text)
                .param("limit", limit)
                .query(Deliveries::deliveryIn)
                .list();
    }

    Optional<Delivery> find(String id) {
        return jdbc.sql("select * from delivery where id = :id")
                .param("id", id)
                .query(Deliveries::deliveryIn)
                .optional();
    }

    /** In the order of the delivery's changes. */
    List<Happening> timelineOf(String id) {
        return jdbc.sql("select * from delivery_event where delivery_id = :id order by sequence, epoch, occurred_at")
                .param("id", id)
                .query(Deliveries::happeningIn)
                .list();
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        jdbc.sql("delete from delivery where heard_at < :end")
                .param("end", utc(clock.instant().minus(KEPT)))
                .update();
    }

    /** The second part of {@code 00-<trace>-<span>-<flags>}. */
    private static @Nullable String traceIdIn(@Nullable String traceparent) {
        if (traceparent == null) {
            return null;
        }
        List<String> parts = List.of(traceparent.split("-", -1));
        return parts.size() < 2 ? null : parts.get(1);
    }

    private static Delivery deliveryIn(ResultSet row, int number) throws SQLException {
        return new Delivery(
                row.getString("id"),
                row.getString("retailer_id"),
                row.getString("status"),
                row.getLong("epoch"),
                row.getLong("sequence"),
                row.getString("served_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static Happening happeningIn(ResultSet row, int number) throws SQLException {
        return new Happening(
                row.getLong("sequence"),
                row.getString("type"),
                row.getLong("epoch"),
                row.getString("status"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("producer"),
                row.getString("decision"),
                row.getString("trace_id"));
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
