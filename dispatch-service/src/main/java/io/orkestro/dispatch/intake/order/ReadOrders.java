package io.orkestro.dispatch.intake.order;

import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.page.Page;
import io.orkestro.platform.web.problem.NotFound;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A retailer's orders, the newest first. */
@Component
class ReadOrders {

    private final Orders orders;
    private final JdbcClient jdbc;

    ReadOrders(Orders orders, JdbcClient jdbc) {
        this.orders = orders;
        this.jdbc = jdbc;
    }

    /**
     * What a list is about; null is any.
     *
     * @param source the kind of shop, or {@code csv}
     */
    record Filter(
            @Nullable OrderStatus status,
            @Nullable String source,
            @Nullable String connectionId,
            @Nullable String number) {}

    Order find(String retailerId, String id) {
        return orders.findById(id)
                .filter(order -> order.retailerId().equals(retailerId))
                .orElseThrow(() -> new NotFound("order", id));
    }

    OrderView get(String retailerId, String id) {
        return OrderView.of(find(retailerId, id));
    }

    @Transactional(readOnly = true)
    public Page<OrderView> list(String retailerId, Filter filter, int limit, @Nullable Cursor after) {
        List<String> ids = jdbc.sql("""
                        select id from shop_order
                        where retailer_id = :retailer
                          and (cast(:status as text) is null or status = :status)
                          and (cast(:source as text) is null or kind = :source)
                          and (cast(:connection as text) is null or connection_id = :connection)
                          and (cast(:number as text) is null or number = :number)
                          and (cast(:at as timestamptz) is null or (created_at, id) < (cast(:at as timestamptz), :id))
                        order by created_at desc, id desc limit :limit
                        """)
                .param("retailer", retailerId)
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("source", filter.source())
                .param("connection", filter.connectionId())
                .param("number", filter.number())
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? "" : after.id())
                .param("limit", limit + 1)
                .query((row, _) -> row.getString(1))
                .list();
        List<OrderView> rows = orders.findByIdInOrderByCreatedAtDescIdDesc(ids).stream()
                .map(OrderView::of)
                .toList();
        return Page.of(rows, limit, last -> new Cursor(last.createdAt(), last.id()));
    }
}
