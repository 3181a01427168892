package io.orkestro.dispatch.intake.event;

import io.orkestro.dispatch.intake.connection.Connection;
import io.orkestro.dispatch.intake.connection.ConnectionWatcher;
import io.orkestro.dispatch.intake.shop.KeptEvent;
import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import io.orkestro.platform.web.page.Cursor;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The events' rows. */
@Component
class ShopEvents implements ConnectionWatcher {

    /** Longer than a shop and whoever knows addresses may take together. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Traces traces;
    private final Clock clock;
    private final DueRows<Traced<Due>> due;

    ShopEvents(JdbcClient jdbc, JsonMapper json, Traces traces, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.traces = traces;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
        this.due = DueRows.of("shop_event", "id")
                .counting("tries")
                .rows(
                        "id, connection_id, topic, headers, body, received_at, tries, traceparent",
                        (row, _) -> new Traced<>(due(row), row.getString("traceparent")),
                        LEASE,
                        jdbc,
                        clock);
    }

    /**
     * An event that is due.
     *
     * @param tries with the one that begins now
     */
    record Due(String id, String connectionId, KeptEvent event, int tries) {

        /** Without what shops say of people. */
        @Override
        public String toString() {
            return "%s of %s, try %d".formatted(id, connectionId, tries);
        }
    }

    /** @return false where it was there before */
    boolean keep(Connection connection, String key, String topic, Map<String, String> headers, byte[] body) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        insert into shop_event (id, connection_id, event_key, topic, headers, body, received_at, state,
                            due_at, traceparent)
                        values (:id, :connection, :key, :topic, cast(:headers as jsonb), :body, :now, 'WAITING',
                            case when :paused then null else cast(:now as timestamptz) end, :traceparent)
                        on conflict (connection_id, event_key) do nothing
                        """)
                        .param("id", idOf(connection, key))
                        .param("connection", connection.id())
                        .param("key", key)
                        .param("topic", topic)
                        .param("headers", json.writeValueAsString(headers))
                        .param("body", body)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("paused", connection.isPaused())
                        .param("traceparent", traces.current())
                        .update()
                == 1;
    }

    List<Traced<Due>> claim(int most) {
        return due.claim(most);
    }

    void done(String id, List<String> orderIds) {
        settle(id, EventState.DONE, null, orderIds, null);
    }

    void ignored(String id, String why) {
        settle(id, EventState.IGNORED, why, List.of(), null);
    }

    void failed(String id, String why) {
        settle(id, EventState.FAILED, why, List.of(), null);
    }

    /** Its connection rests; it is due again when that goes on. */
    void rest(String id) {
        settle(id, EventState.WAITING, "The connection is paused", List.of(), null);
    }

    void again(String id, String why, Instant at) {
        settle(id, EventState.WAITING, why, List.of(), at);
    }

    /** @return false where there is no such event */
    boolean replay(String connectionId, String id) {
        return jdbc.sql("""
                        update shop_event set state = 'WAITING', detail = null, tries = 0, due_at = :now
                        where id = :id and connection_id = :connection
                        """)
                        .param("id", id)
                        .param("connection", connectionId)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** @return how many failed ones are due again */
    int replayFailed(String connectionId) {
        return jdbc.sql("""
                        update shop_event set state = 'WAITING', detail = null, tries = 0, due_at = :now
                        where connection_id = :connection and state = 'FAILED'
                        """)
                .param("connection", connectionId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void resumed(String connectionId) {
        jdbc.sql("""
                        update shop_event set due_at = :now, detail = null
                        where connection_id = :connection and state = 'WAITING' and due_at is null
                        """)
                .param("connection", connectionId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<EventView> find(String connectionId, String id) {
        return jdbc.sql("select * from shop_event where connection_id = ? and id = ?")
                .params(connectionId, id)
                .query(ShopEvents::view)
                .optional();
    }

    /** As it came. */
    Optional<byte[]> body(String connectionId, String id) {
        return jdbc.sql("select body from shop_event where connection_id = ? and id = ?")
                .params(connectionId, id)
                .query(byte[].class)
                .optional();
    }

    /** The newest first. */
    List<EventView> list(String connectionId, @Nullable EventState state, int limit, @Nullable Cursor after) {
        return jdbc.sql("""
                        select id, topic, received_at, state, detail, order_ids, tries from shop_event
                        where connection_id = :connection
                          and (cast(:state as text) is null or state = :state)
                          and (cast(:at as timestamptz) is null or (received_at, id) < (cast(:at as timestamptz), :id))
                        order by received_at desc, id desc limit :limit
                        """)
                .param("connection", connectionId)
                .param("state", state == null ? null : state.name())
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? "" : after.id())
                .param("limit", limit)
                .query(ShopEvents::view)
                .list();
    }

    long countWaiting() {
        return jdbc.sql("select count(*) from shop_event where due_at is not null")
                .query(Long.class)
                .single();
    }

    /** @return how many were older */
    int forget(Instant before, int most) {
        return jdbc.sql("""
                        delete from shop_event where id = any(array(
                            select id from shop_event where received_at < :before and state <> 'WAITING' limit :most))
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }

    private void settle(
            String id, EventState state, @Nullable String detail, List<String> orderIds, @Nullable Instant dueAt) {
        jdbc.sql("""
                        update shop_event set state = :state, detail = :detail, order_ids = :orders, due_at = :due
                        where id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("detail", detail)
                .param("orders", orderIds.toArray(String[]::new))
                .param("due", dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String idOf(Connection connection, String key) {
        return Ids.derived("evt", RoutingKey.ofPublicId(connection.retailerId()), connection.id(), key);
    }

    private Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getString("id"),
                row.getString("connection_id"),
                new KeptEvent(
                        row.getString("topic"),
                        json.readValue(row.getString("headers"), HEADERS),
                        row.getBytes("body"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()),
                row.getInt("tries"));
    }

    private static EventView view(ResultSet row, int number) throws SQLException {
        Array orders = row.getArray("order_ids");
        return new EventView(
                row.getString("id"),
                row.getString("topic"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                EventState.valueOf(row.getString("state")),
                row.getString("detail"),
                List.of((String[]) orders.getArray()),
                row.getInt("tries"));
    }
}
