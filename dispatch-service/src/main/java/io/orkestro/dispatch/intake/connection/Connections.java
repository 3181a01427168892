package io.orkestro.dispatch.intake.connection;

import io.orkestro.dispatch.intake.order.Mapping;
import io.orkestro.dispatch.intake.shop.ShopAccess;
import io.orkestro.platform.web.page.Cursor;
import io.orkestro.platform.web.secret.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/** The connections' rows; their secrets are sealed. */
@Component
public class Connections {

    private static final TypeReference<Map<String, String>> ENTRIES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SecretBox secrets;

    Connections(JdbcClient jdbc, JsonMapper json, SecretBox secrets) {
        this.jdbc = jdbc;
        this.json = json;
        this.secrets = secrets;
    }

    public Optional<Connection> find(String id) {
        return jdbc.sql("select * from shop_connection where id = ?")
                .param(id)
                .query(this::read)
                .optional();
    }

    public Optional<Connection> find(String id, String retailerId) {
        return find(id).filter(connection -> connection.retailerId().equals(retailerId));
    }

    /** The oldest first. */
    List<Connection> list(String retailerId, int limit, @Nullable Cursor after) {
        return jdbc.sql("""
                        select * from shop_connection
                        where retailer_id = :retailer
                          and (cast(:at as timestamptz) is null or (created_at, id) > (cast(:at as timestamptz), :id))
                        order by created_at, id limit :limit
                        """)
                .param("retailer", retailerId)
                .param("at", after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .param("id", after == null ? "" : after.id())
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    void keep(Connection connection) {
        ShopAccess access = connection.access();
        jdbc.sql("""
                        insert into shop_connection (id, retailer_id, kind, name, mapping, fallback_rate, settings, secrets,
                            previous_secret, previous_until, paused, created_at, updated_at)
                        values (:id, :retailer, :kind, :name, cast(:mapping as jsonb), cast(:fallback as jsonb),
                            cast(:settings as jsonb), :secrets, :previous, :until, :paused, :created, :updated)
                        on conflict (id) do update
                          set name = excluded.name, mapping = excluded.mapping, fallback_rate = excluded.fallback_rate,
                              settings = excluded.settings, secrets = excluded.secrets,
                              previous_secret = excluded.previous_secret, previous_until = excluded.previous_until,
                              paused = excluded.paused, updated_at = excluded.updated_at
                        """)
                .param("id", connection.id())
                .param("retailer", connection.retailerId())
                .param("kind", connection.kind())
                .param("name", connection.name())
                .param("mapping", json.writeValueAsString(connection.mapping()))
                .param(
                        "fallback",
                        connection.fallbackRate() == null ? null : json.writeValueAsString(connection.fallbackRate()))
                .param("settings", json.writeValueAsString(access.settings()))
                .param("secrets", secrets.seal(json.writeValueAsString(access.secrets())))
                .param("previous", access.previousSecret() == null ? null : secrets.seal(access.previousSecret()))
                .param("until", utc(access.previousUntil()))
                .param("paused", connection.isPaused())
                .param("created", utc(connection.createdAt()))
                .param("updated", utc(connection.updatedAt()))
                .update();
    }

    /** For a change: others wait until this transaction has ended. */
    Optional<Connection> lock(String id, String retailerId) {
        return jdbc.sql("select * from shop_connection where id = ? and retailer_id = ? for update")
                .params(id, retailerId)
                .query(this::read)
                .optional();
    }

    void remove(String id) {
        jdbc.sql("delete from shop_connection where id = ?").param(id).update();
    }

    /** Somebody came with a wrong signature; noted at most once in ten seconds, however often they come. */
    public void refused(String id, Instant now) {
        jdbc.sql("""
                        update shop_connection set refused_at = :now
                        where id = :id and (refused_at is null or refused_at < :before)
                        """)
                .param("id", id)
                .param("now", utc(now))
                .param("before", utc(now.minusSeconds(10)))
                .update();
    }

    private Connection read(ResultSet row, int number) throws SQLException {
        String previous = row.getString("previous_secret");
        String fallback = row.getString("fallback_rate");
        return new Connection(
                row.getString("id"),
                row.getString("retailer_id"),
                row.getString("kind"),
                row.getString("name"),
                json.readValue(row.getString("mapping"), Mapping.class),
                fallback == null ? null : json.readValue(fallback, FallbackRate.class),
                new ShopAccess(
                        row.getString("id"),
                        json.readValue(row.getString("settings"), ENTRIES),
                        json.readValue(secrets.open(row.getString("secrets")), ENTRIES),
                        previous == null ? null : secrets.open(previous),
                        instant(row, "previous_until")),
                row.getBoolean("paused"),
                instant(row, "refused_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
