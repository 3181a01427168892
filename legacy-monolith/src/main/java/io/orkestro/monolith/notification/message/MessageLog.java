package io.orkestro.monolith.notification.message;

import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of messages. */
@Component
class MessageLog {

    private final JdbcClient jdbc;

    MessageLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @return false where it is known already
     */
    boolean add(Notification message) {
        return jdbc.sql("""
                        insert into message (id, delivery_id, retailer_id, recipient, channel, template, subject, text,
                                             address, status, attempts, due_at, error, created_at, sent_at)
                        values (:id, :delivery, :retailer, :to, :channel, :template, :subject, :text,
                                :address, :status, 0, :due, :error, :created, :sent)
                        on conflict do nothing
                        """)
                        .param("id", message.id())
                        .param("delivery", message.deliveryId())
                        .param("retailer", message.retailerId())
                        .param("to", word(message.to()))
                        .param("channel", word(message.channel()))
                        .param("template", message.template())
                        .param("subject", message.subject())
                        .param("text", message.text())
                        .param("address", message.address())
                        .param("status", word(message.status()))
                        .param("due", message.status() == Notification.Status.QUEUED ? time(message.createdAt()) : null)
                        .param("error", message.error())
                        .param("created", time(message.createdAt()))
                        .param("sent", message.sentAt() == null ? null : time(message.sentAt()))
                        .update()
                == 1;
    }

    Page<Notification> list(String deliveryId, int limit, @Nullable Cursor cursor) {
        String before = cursor == null ? "" : "and (created_at, id) < (:at, :id) ";
        JdbcClient.StatementSpec query = jdbc.sql("select * from message where delivery_id = :delivery " + before
                        + "order by created_at desc, id desc limit :limit")
                .param("delivery", deliveryId)
                .param("limit", limit + 1);
        if (cursor != null) {
            query = query.param("at", time(cursor.at())).param("id", cursor.id());
        }
        return Page.of(query.query((row, _) -> read(row)).list(), limit, Notification::cursor);
    }

    /** What is queued for one channel. */
    DueRows<Notification> due(Channel channel, Duration lease, Clock clock) {
        return DueRows.of("message", "id")
                .where("status = 'queued' and channel = '%s'".formatted(word(channel)))
                .counting("attempts")
                .rows("*", (row, _) -> read(row), lease, jdbc, clock);
    }

    void sent(String id, String providerId, Instant now) {
        jdbc.sql("""
                        update message set status = 'sent', provider_id = :provider, sent_at = :now, error = null,
                          due_at = null
                        where id = :id and status = 'queued'
                        """)
                .param("id", id)
                .param("provider", providerId)
                .param("now", time(now))
                .update();
    }

    void ended(String id, Notification.Status status, String error) {
        jdbc.sql(
                        "update message set status = :status, error = :error, due_at = null where id = :id and status = 'queued'")
                .param("id", id)
                .param("status", word(status))
                .param("error", error)
                .update();
    }

    void later(String id, Instant dueAt, String error) {
        jdbc.sql("update message set due_at = :due, error = :error where id = :id and status = 'queued'")
                .param("id", id)
                .param("due", time(dueAt))
                .param("error", error)
                .update();
    }

    private static Notification read(ResultSet row) throws SQLException {
        OffsetDateTime sentAt = row.getObject("sent_at", OffsetDateTime.class);
        return new Notification(
                row.getString("id"),
                row.getString("delivery_id"),
                row.getString("retailer_id"),
                To.valueOf(row.getString("recipient").toUpperCase(Locale.ROOT)),
                Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                row.getString("template"),
                row.getString("subject"),
                row.getString("text"),
                row.getString("address"),
                Notification.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                row.getString("error"),
                row.getString("provider_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                sentAt == null ? null : sentAt.toInstant());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
