package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.intake.connection.ConnectionView.Health;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How connections go, as their events, orders and calls tell. */
@Component
class ConnectionHealth {

    private static final String HEALTH = """
            select (select max(received_at) from shop_event where connection_id = :id) as last_event,
                   (select count(*) from shop_event where connection_id = :id and state = 'WAITING') as waiting,
                   (select count(*) from shop_event where connection_id = :id and state = 'FAILED') as failed,
                   (select count(*) from shop_order where connection_id = :id and status = 'HELD') as held,
                   last.at as failed_at, last.detail as failed_because
            from (select null) one left join lateral (
                (select received_at as at, detail from shop_event
                 where connection_id = :id and state = 'FAILED' order by received_at desc limit 1)
                union all
                (select created_at, detail from shop_call
                 where connection_id = :id and detail is not null order by created_at desc limit 1)
                order by at desc limit 1) last on true
            """;

    private final JdbcClient jdbc;

    ConnectionHealth(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Health of(Connection connection) {
        return jdbc.sql(HEALTH)
                .param("id", connection.id())
                .query((row, _) -> new Health(
                        instant(row, "last_event"),
                        row.getInt("waiting"),
                        row.getInt("failed"),
                        row.getInt("held"),
                        instant(row, "failed_at"),
                        row.getString("failed_because"),
                        connection.refusedAt()))
                .single();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
