package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.news.Forgetful;
import io.orkestro.monolith.notification.news.Here;
import io.orkestro.platform.backend.OwnedTable;
import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of messages, this side's and the other's. */
@Component
class MessageRows implements Forgetful {

    private static final String SELECT = "select * from message where id = :id";

    private final JdbcClient jdbc;
    private final OwnedTable table;
    private final JsonMapper json;
    private final Duration life;
    private final Clock clock;
    private final Traces traces;

    MessageRows(JdbcClient jdbc, JsonMapper json, MessageProperties properties, Clock clock, Traces traces) {
        this.traces = traces;
        this.jdbc = jdbc;
        this.table = new OwnedTable("message", "id", jdbc);
        this.json = json;
        this.life = properties.life();
        this.clock = clock;
    }

    Optional<MessageRow> find(String id) {
        return jdbc.sql(SELECT).param("id", id).query(this::read).optional();
    }

    Optional<MessageRow> lock(String id) {
        return jdbc.sql(SELECT + " for update")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    void save(MessageRow row) {
        Notification message = row.message();
        jdbc.sql("""
                        insert into message (id, delivery_id, retailer_id, recipient, channel, template, subject, text,
                                             address, status, attempts, due_at, eta, error, provider_id, created_at,
                                             sent_at, epoch, sequence, unknown, traceparent)
                        values (:id, :delivery, :retailer, :to, :channel, :template, :subject, :text,
                                :address, :status, :attempts, :due, :eta, :error, :provider, :created,
                                :sent, :epoch, :sequence, cast(:unknown as jsonb), :traceparent)
                        on conflict (id) do update set status = excluded.status, attempts = excluded.attempts,
                          due_at = excluded.due_at, error = excluded.error, provider_id = excluded.provider_id,
                          sent_at = excluded.sent_at, epoch = excluded.epoch, sequence = excluded.sequence,
                          unknown = excluded.unknown
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
                .param("attempts", message.attempts())
                .param("due", time(message.dueAt()))
                .param("eta", time(message.eta()))
                .param("error", message.error())
                .param("provider", message.providerId())
                .param("created", time(message.createdAt()))
                .param("sent", time(message.sentAt()))
                .param("epoch", row.epoch())
                .param("sequence", row.sequence())
                .param("traceparent", traces.current())
                .param("unknown", row.unknown() == null ? null : json.writeValueAsString(row.unknown()))
                .update();
    }

    void surrender(String id, long epoch) {
        table.surrender(id, epoch);
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
        List<Notification> page =
                query.query((row, number) -> read(row, number).message()).list();
        return Page.of(page, limit, Notification::cursor);
    }

    /** Which arrival somebody was last told of. */
    Optional<Instant> etaTold(String deliveryId, To to, Channel channel) {
        return jdbc.sql("""
                        select eta from message
                        where delivery_id = :delivery and recipient = :to and channel = :channel and eta is not null
                          and status in ('queued', 'sent')
                        order by created_at desc, id desc limit 1
                        """)
                .param("delivery", deliveryId)
                .param("to", word(to))
                .param("channel", word(channel))
                .query((row, _) -> row.getObject("eta", OffsetDateTime.class).toInstant())
                .optional();
    }

    /** What this side has to send by one channel. */
    DueRows<Traced<Notification>> due(Channel channel, Duration lease) {
        return DueRows.of("message", "id")
                .where("status = 'queued' and channel = '%s' and epoch %% 2 = %d".formatted(word(channel), Here.PARITY))
                .counting("attempts")
                .rows(
                        "*",
                        (row, number) -> new Traced<>(read(row, number).message(), row.getString("traceparent")),
                        lease,
                        jdbc,
                        clock);
    }

    List<String> idsAfter(@Nullable String after, int limit) {
        return table.idsAfter(after, limit);
    }

    long countQueued(int parity) {
        return jdbc.sql("select count(*) from message where status = 'queued' and epoch % 2 = :parity")
                .param("parity", parity)
                .query(Long.class)
                .single();
    }

    /** Text and address go with the row; what is still to be sent stays. */
    @Override
    public int forgetSome() {
        return jdbc.sql("""
                        delete from message where id = any(array(
                          select id from message where created_at < :before and status <> 'queued'
                          order by created_at limit :rows for update skip locked))
                        """)
                .param("before", time(clock.instant().minus(life)))
                .param("rows", AT_ONCE)
                .update();
    }

    private MessageRow read(ResultSet row, @SuppressWarnings("unused") int number) throws SQLException {
        String unknown = row.getString("unknown");
        Notification message = new Notification(
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
                instant(row, "due_at"),
                instant(row, "eta"),
                row.getString("error"),
                row.getString("provider_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "sent_at"));
        return new MessageRow(
                message,
                row.getLong("epoch"),
                row.getLong("sequence"),
                unknown == null ? null : json.readTree(unknown));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
