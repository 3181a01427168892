package io.orkestro.monolith.notification.webhook;

import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The log of webhooks as the other side is told of it, and as it tells of it. Nobody owns the log: it only grows, and who
 * tries a webhook is settled when it is written. Within the caller's transaction.
 */
@Component
public class WebhookLogCopies {

    public static final String LOGGED = "webhook.logged.v1";

    private static final String TRIES = """
            select id, number, rung, status, due_at, response_status, response_body, error, duration_millis,
                   created_at, next_attempt_at
            from webhook_attempt where webhook_id = :webhook
            """;

    private final JdbcClient jdbc;
    private final Outbox outbox;

    WebhookLogCopies(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /**
     * A webhook and some of its tries.
     *
     * @param body told once
     */
    public record Logged(
            String id,
            String endpointId,
            String type,
            @Nullable String deliveryId,
            @Nullable String body,
            String decision,
            Instant createdAt,
            List<Try> attempts) {}

    /** One try. */
    public record Try(
            String id,
            int number,
            @Nullable Integer rung,
            WebhookAttempt.Status status,
            Instant dueAt,
            @Nullable Integer responseStatus,
            @Nullable String responseBody,
            @Nullable String error,
            @Nullable Long durationMillis,
            Instant createdAt,
            @Nullable Instant nextAttemptAt) {}

    /** It is new, or is told again. */
    public void tellWhole(String webhookId) {
        List<Try> tries = jdbc.sql(TRIES + " order by number")
                .param("webhook", webhookId)
                .query((row, _) -> read(row))
                .list();
        tell(webhookId, "body", tries);
    }

    /** These tries have been planned, or have ended. */
    void tellTries(String webhookId, List<String> attemptIds) {
        List<Try> tries = jdbc.sql(TRIES + " and id in (:ids) order by number")
                .param("webhook", webhookId)
                .param("ids", attemptIds)
                .query((row, _) -> read(row))
                .list();
        tell(webhookId, "cast(null as text)", tries);
    }

    private void tell(String webhookId, String body, List<Try> tries) {
        jdbc.sql(
                        "select id, endpoint_id, type, delivery_id, %s as body, decision, created_at from webhook where id = :id"
                                .formatted(body))
                .param("id", webhookId)
                .query((row, _) -> new Logged(
                        row.getString("id"),
                        row.getString("endpoint_id"),
                        row.getString("type"),
                        row.getString("delivery_id"),
                        row.getString("body"),
                        row.getString("decision"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        tries))
                .optional()
                .ifPresent(logged -> outbox.append(Message.event(
                        Capability.NOTIFICATION.slug(),
                        LOGGED,
                        webhookId,
                        0,
                        0,
                        Decision.decode(logged.decision()),
                        logged)));
    }

    /** In any order, and any number of times; what is over stays over, and what is this side's own is known better here. */
    public void hear(Logged logged) {
        jdbc.sql("""
                        insert into webhook (id, endpoint_id, type, delivery_id, body, decision, created_at)
                        values (:id, :endpoint, :type, :delivery, :body, :decision, :created)
                        on conflict (id) do update set body = coalesce(webhook.body, excluded.body)
                        """)
                .param("id", logged.id())
                .param("endpoint", logged.endpointId())
                .param("type", logged.type())
                .param("delivery", logged.deliveryId())
                .param("body", logged.body())
                .param("decision", logged.decision())
                .param("created", time(logged.createdAt()))
                .update();
        logged.attempts().forEach(attempt -> keep(logged, attempt));
    }

    private void keep(Logged logged, Try attempt) {
        jdbc.sql("""
                        insert into webhook_attempt
                          (id, webhook_id, endpoint_id, ours, number, rung, status, due_at, response_status,
                           response_body, error, duration_millis, created_at, next_attempt_at)
                        values (:id, :webhook, :endpoint, false, :number, :rung, :status, :due, :code,
                                :body, :error, :took, :created, :next)
                        on conflict (id) do update set status = excluded.status,
                          response_status = excluded.response_status, response_body = excluded.response_body,
                          error = excluded.error, duration_millis = excluded.duration_millis,
                          next_attempt_at = excluded.next_attempt_at
                        where not webhook_attempt.ours and webhook_attempt.status = 'pending'
                        """)
                .param("id", attempt.id())
                .param("webhook", logged.id())
                .param("endpoint", logged.endpointId())
                .param("number", attempt.number())
                .param("rung", attempt.rung())
                .param("status", attempt.status().name().toLowerCase(Locale.ROOT))
                .param("due", time(attempt.dueAt()))
                .param("code", attempt.responseStatus())
                .param("body", attempt.responseBody())
                .param("error", attempt.error())
                .param("took", attempt.durationMillis())
                .param("created", time(attempt.createdAt()))
                .param("next", time(attempt.nextAttemptAt()))
                .update();
    }

    public List<String> idsAfter(@Nullable String after, int limit) {
        return jdbc.sql("select id from webhook where id collate \"C\" > :after order by id collate \"C\" limit :limit")
                .param("after", Objects.requireNonNullElse(after, ""))
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static Try read(ResultSet row) throws SQLException {
        OffsetDateTime next = row.getObject("next_attempt_at", OffsetDateTime.class);
        return new Try(
                row.getString("id"),
                row.getInt("number"),
                row.getObject("rung", Integer.class),
                WebhookAttempt.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getObject("response_status", Integer.class),
                row.getString("response_body"),
                row.getString("error"),
                row.getObject("duration_millis", Long.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                next == null ? null : next.toInstant());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
