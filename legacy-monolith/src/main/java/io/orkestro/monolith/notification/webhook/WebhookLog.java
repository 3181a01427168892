package io.orkestro.monolith.notification.webhook;

import io.orkestro.monolith.notification.news.Forgetful;
import io.orkestro.monolith.notification.news.NewsBody;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows of webhooks and of every try to post them. The side that begins a webhook finishes it: its tries are {@code ours}
 * there, and copies on the other side, which never posts them.
 */
@Component
class WebhookLog implements Forgetful {

    private final JdbcClient jdbc;
    private final Duration life;
    private final Clock clock;
    private final Traces traces;

    WebhookLog(JdbcClient jdbc, WebhookProperties properties, Clock clock, Traces traces) {
        this.traces = traces;
        this.jdbc = jdbc;
        this.life = properties.life();
        this.clock = clock;
    }

    /**
     * Writes a webhook down.
     *
     * @return false where it is known already
     */
    boolean add(String endpointId, NewsBody content, String body, Decision decision, Instant now) {
        return jdbc.sql("""
                        insert into webhook (id, endpoint_id, type, delivery_id, body, decision, created_at)
                        values (:id, :endpoint, :type, :delivery, :body, :decision, :now)
                        on conflict do nothing
                        """)
                        .param("id", content.id())
                        .param("endpoint", endpointId)
                        .param("type", content.type())
                        .param("delivery", content.deliveryId())
                        .param("body", body)
                        .param("decision", decision.encoded())
                        .param("now", time(now))
                        .update()
                == 1;
    }

    /** Plans the next try; its number counts all tries of the webhook. */
    WebhookAttempt plan(String webhookId, @Nullable Integer rung, Instant dueAt, Instant now) {
        String id = Ids.random("wat", RoutingKey.ofPublicId(webhookId));
        jdbc.sql("""
                        insert into webhook_attempt
                          (id, webhook_id, endpoint_id, ours, number, rung, status, due_at, created_at, traceparent)
                        select :id, w.id, w.endpoint_id, true,
                               1 + coalesce((select max(number) from webhook_attempt where webhook_id = w.id), 0),
                               :rung, 'pending', :due, :now, :traceparent
                        from webhook w where w.id = :webhook
                        """)
                .param("id", id)
                .param("webhook", webhookId)
                .param("rung", rung)
                .param("due", time(dueAt))
                .param("traceparent", traces.current())
                .param("now", time(now))
                .update();
        return find(id).orElseThrow();
    }

    Optional<WebhookAttempt> find(String id) {
        return jdbc.sql(SELECT + "where a.id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The webhook of a try at this endpoint, its row held, so that two replays get two numbers. What cannot be posted is none. */
    Optional<String> lockWebhookOf(String endpointId, String attemptId) {
        return jdbc.sql("""
                        select w.id from webhook w join webhook_attempt a on a.webhook_id = w.id
                        where a.id = :attempt and a.endpoint_id = :endpoint and w.body is not null for update of w
                        """)
                .param("attempt", attemptId)
                .param("endpoint", endpointId)
                .query(String.class)
                .optional();
    }

    /**
     * Webhooks of an endpoint, the oldest first, their rows held; tests, and what has a try on its way, stay out.
     *
     * @param from inclusive
     * @param until exclusive
     * @param taken whether those as well that the receiver has taken
     */
    List<String> lockWebhooks(String endpointId, Instant from, Instant until, boolean taken, int limit) {
        return jdbc.sql("""
                        select w.id from webhook w
                        where w.endpoint_id = :endpoint and w.created_at >= :from and w.created_at < :until
                          and w.body is not null and w.type <> 'webhook.test'
                          and not exists (select from webhook_attempt a where a.webhook_id = w.id
                            and (a.status = 'pending' or a.status = 'succeeded' and not :taken))
                        order by w.created_at, w.id limit :limit for update of w
                        """)
                .param("endpoint", endpointId)
                .param("from", time(from))
                .param("until", time(until))
                .param("taken", taken)
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Of two that give up at once, the second sees the first. */
    void queueAt(String endpointId) {
        jdbc.sql("select id from webhook_endpoint where id = :id for update")
                .param("id", endpointId)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /**
     * How many webhooks were given up, one after the other with none taken in between, since the endpoint was last changed.
     */
    int givenUpInARow(String endpointId) {
        return jdbc.sql("""
                        select count(*) from webhook_attempt a join webhook_endpoint e on e.id = a.endpoint_id
                        where a.endpoint_id = :endpoint and a.status = 'failed' and a.rung is not null
                          and a.next_attempt_at is null and a.created_at > e.updated_at
                          and a.created_at > coalesce(
                            (select max(created_at) from webhook_attempt
                             where endpoint_id = :endpoint and status = 'succeeded'), '-infinity')
                        """).param("endpoint", endpointId).query(Integer.class).single();
    }

    /** What is still to be posted from here. */
    long countOpen() {
        return jdbc.sql("""
                        select count(*) from webhook_attempt a join webhook_endpoint e on e.id = a.endpoint_id
                        where a.ours and a.status = 'pending' and e.enabled
                        """).query(Long.class).single();
    }

    Page<WebhookAttempt> list(String endpointId, int limit, @Nullable Cursor cursor) {
        String before = cursor == null ? "" : "and (a.created_at, a.id) < (:at, :id) ";
        JdbcClient.StatementSpec query = jdbc.sql(SELECT + "where a.endpoint_id = :endpoint " + before
                        + "order by a.created_at desc, a.id desc limit :limit")
                .param("endpoint", endpointId)
                .param("limit", limit + 1);
        if (cursor != null) {
            query = query.param("at", time(cursor.at())).param("id", cursor.id());
        }
        return Page.of(query.query((row, _) -> read(row)).list(), limit, WebhookAttempt::cursor);
    }

    /**
     * Leases due tries: of each endpoint the oldest, never more at once than its share, so that one that hangs takes
     * nobody's place. What a person asked for goes to disabled endpoints too.
     */
    List<Traced<DueAttempt>> claim(int count, int perEndpoint, Instant now, Instant leaseEnd) {
        return jdbc.sql("""
                        with due as (
                          select a.id from webhook_endpoint e cross join lateral (
                            select id, due_at from webhook_attempt
                            where endpoint_id = e.id and ours and status = 'pending' and due_at <= :now
                              and (leased_until is null or leased_until <= :now)
                              and (e.enabled or rung is null)
                            order by due_at
                            limit greatest(0, :share - (
                              select count(*) from webhook_attempt
                              where endpoint_id = e.id and ours and status = 'pending' and leased_until > :now))
                            for update skip locked) a
                          where not e.deleted
                          order by a.due_at limit :count)
                        update webhook_attempt a set leased_until = :lease
                        from due, webhook w, webhook_endpoint e
                        where a.id = due.id and w.id = a.webhook_id and e.id = a.endpoint_id
                        returning a.id, a.webhook_id, a.endpoint_id, a.number, a.rung, e.epoch, w.body, w.decision, e.url, a.traceparent,
                          e.sealed_secret,
                          case when e.previous_secret_ends_at > :now then e.sealed_previous_secret end as previous
                        """)
                .param("now", time(now))
                .param("share", perEndpoint)
                .param("count", count)
                .param("lease", time(leaseEnd))
                .query((row, _) -> new Traced<>(
                        new DueAttempt(
                                row.getString("id"),
                                row.getString("webhook_id"),
                                row.getString("endpoint_id"),
                                row.getInt("number"),
                                row.getObject("rung", Integer.class),
                                now,
                                row.getLong("epoch"),
                                row.getString("url"),
                                secrets(row),
                                row.getString("body"),
                                Decision.decode(row.getString("decision"))),
                        row.getString("traceparent")))
                .list();
    }

    /**
     * Writes down how a try ended.
     *
     * @return false where it was written down before
     */
    boolean end(String id, WebhookAttempt.Status status, Outcome outcome, @Nullable Instant nextAt) {
        Outcome.Answered answered = outcome instanceof Outcome.Answered yes ? yes : null;
        String error = outcome instanceof Outcome.Unanswered no ? no.error() : null;
        return jdbc.sql("""
                        update webhook_attempt set status = :status, leased_until = null, next_attempt_at = :next,
                          response_status = :code, response_body = :body, error = :error, duration_millis = :took
                        where id = :id and status = 'pending'
                        """)
                        .param("id", id)
                        .param("status", status.name().toLowerCase(Locale.ROOT))
                        .param("next", nextAt == null ? null : time(nextAt))
                        .param("code", answered == null ? null : answered.status())
                        .param("body", answered == null ? null : answered.body())
                        .param("error", error)
                        .param("took", outcome.took().toMillis())
                        .update()
                == 1;
    }

    /** Bodies and answers go with their webhook; what still waits stays. */
    @Override
    public int forgetSome() {
        return jdbc.sql("""
                        with gone as (
                          delete from webhook where id = any(array(
                            select w.id from webhook w
                            where w.created_at < :before and not exists (
                              select from webhook_attempt a join webhook_endpoint e on e.id = a.endpoint_id
                              where a.webhook_id = w.id and a.ours and a.status = 'pending' and not e.deleted)
                            order by w.created_at limit :rows for update of w skip locked))
                          returning id),
                        tries as (
                          delete from webhook_attempt a using gone where a.webhook_id = gone.id)
                        select count(*) from gone
                        """)
                .param("before", time(clock.instant().minus(life)))
                .param("rows", AT_ONCE)
                .query(Integer.class)
                .single();
    }

    private static final String SELECT = """
            select a.id, a.webhook_id, w.type, w.delivery_id, a.status, a.number, a.response_status, a.response_body,
                   a.error, a.duration_millis, a.created_at, a.next_attempt_at
            from webhook_attempt a join webhook w on w.id = a.webhook_id
            """;

    private static WebhookAttempt read(ResultSet row) throws SQLException {
        OffsetDateTime next = row.getObject("next_attempt_at", OffsetDateTime.class);
        return new WebhookAttempt(
                row.getString("id"),
                row.getString("webhook_id"),
                row.getString("type"),
                row.getString("delivery_id"),
                WebhookAttempt.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("number"),
                row.getObject("response_status", Integer.class),
                row.getString("response_body"),
                row.getString("error"),
                row.getObject("duration_millis", Long.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                next == null ? null : next.toInstant());
    }

    private static List<String> secrets(ResultSet row) throws SQLException {
        List<String> secrets = new ArrayList<>();
        secrets.add(row.getString("sealed_secret"));
        String previous = row.getString("previous");
        if (previous != null) {
            secrets.add(previous);
        }
        return secrets;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
