package io.orkestro.dispatch.intake.report;

import io.orkestro.dispatch.intake.order.OrderView;
import io.orkestro.dispatch.intake.order.OrderWatcher;
import io.orkestro.dispatch.intake.shop.ShopNews;
import io.orkestro.platform.messaging.DueRows;
import io.orkestro.platform.observability.Traced;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.routing.RoutingKey;
import io.orkestro.platform.web.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What shops are still to be told: a row for each, written with the news itself. */
@Component
class ShopCalls implements OrderWatcher {

    private static final Duration LEASE = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Traces traces;
    private final Clock clock;
    private final DueRows<Traced<Due>> due;

    ShopCalls(JdbcClient jdbc, JsonMapper json, Traces traces, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.traces = traces;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
        // One order's news are told in their order: the earliest that is open keeps the others waiting.
        this.due = DueRows.of("shop_call", "id")
                .where("""
                        not exists (select 1 from shop_call earlier where earlier.order_id = shop_call.order_id
                          and earlier.state = 'WAITING' and earlier.created_at < shop_call.created_at)""")
                .counting("tries")
                .rows(
                        "id, connection_id, news, tries, traceparent",
                        (row, _) -> new Traced<>(
                                new Due(
                                        row.getString("id"),
                                        row.getString("connection_id"),
                                        json.readValue(row.getString("news"), ShopNews.class),
                                        row.getInt("tries")),
                                row.getString("traceparent")),
                        LEASE,
                        jdbc,
                        clock);
    }

    /** @param tries with the one that begins now */
    record Due(String id, String connectionId, ShopNews news, int tries) {}

    @Override
    public void delivering(OrderView order) {
        String connectionId = order.connectionId();
        String deliveryId = order.deliveryId();
        String status = order.deliveryStatus();
        if (connectionId == null || deliveryId == null || status == null) {
            return;
        }
        jdbc.sql("""
                        insert into shop_call (id, connection_id, order_id, status, news, state, due_at, created_at, traceparent)
                        select :id, :connection, :order, :status, cast(:news as jsonb), 'WAITING', :now, :now, :traceparent
                        where exists (select 1 from shop_connection where id = :connection)
                        """)
                .param("id", Ids.random("cal", RoutingKey.ofPublicId(order.id())))
                .param("connection", connectionId)
                .param("order", order.id())
                .param("status", status)
                .param(
                        "news",
                        json.writeValueAsString(
                                new ShopNews(order.shopOrderId(), deliveryId, status, order.trackingUrl())))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("traceparent", traces.current())
                .update();
    }

    List<Traced<Due>> claim(int most) {
        return due.claim(most);
    }

    void told(String id) {
        settle(id, "TOLD", null, null);
    }

    void givenUp(String id, String why) {
        settle(id, "GIVEN_UP", why, null);
    }

    void again(String id, String why, Instant at) {
        settle(id, "WAITING", why, at);
    }

    private void settle(String id, String state, @Nullable String why, @Nullable Instant dueAt) {
        jdbc.sql("update shop_call set state = :state, detail = :why, due_at = :due where id = :id")
                .param("id", id)
                .param("state", state)
                .param("why", why)
                .param("due", dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC))
                .update();
    }
}
