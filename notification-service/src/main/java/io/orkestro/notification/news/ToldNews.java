package io.orkestro.notification.news;

import io.orkestro.platform.routing.Decision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was told from here lately. The other side may have an endpoint, or rules, that are to hear of it, while their copy is
 * still on its way here; once it has come, whoever keeps it makes up for what they missed. Ends with stage
 * {@code 4 Complete}.
 *
 * <p>News and copies of one retailer's meet at a lock: many that tell may hold it, or one that makes up. So whoever tells
 * either sees the copy or is seen by it.
 */
@Component
@EnableConfigurationProperties(NewsProperties.class)
public class ToldNews implements Forgetful {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Duration lookBack;
    private final Clock clock;

    ToldNews(JdbcClient jdbc, JsonMapper json, NewsProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.lookBack = properties.lookBack();
        this.clock = clock;
    }

    /** This is about to be told. Before anybody looks whom to tell, in the same transaction. */
    public void remember(News news) {
        lock("pg_advisory_xact_lock_shared", news.retailerId());
        jdbc.sql("""
                        insert into told_news (delivery_id, handle, type, sequence, happened_at, retailer_id, decision, data,
                                               told_at)
                        values (:delivery, :handle, :type, :sequence, :happened, :retailer, :decision, :data, :now)
                        on conflict do nothing
                        """)
                .param("delivery", news.deliveryId())
                .param("handle", news.handle())
                .param("type", news.type())
                .param("sequence", news.sequence())
                .param("happened", time(news.at()))
                .param("retailer", news.retailerId())
                .param("decision", news.decision().encoded())
                .param("data", json.writeValueAsString(news.data()))
                .param("now", time(clock.instant()))
                .update();
    }

    /**
     * A retailer's news that was told from here, as far back as it is kept, in the order it happened. Until the running
     * transaction ends nothing more is told to the retailer.
     *
     * @param since what happened before is not wanted
     */
    public List<News> since(String retailerId, Instant since) {
        lock("pg_advisory_xact_lock", retailerId);
        return jdbc.sql("""
                        select delivery_id, handle, type, sequence, happened_at, retailer_id, decision, data from told_news
                        where retailer_id = :retailer and happened_at >= :since and told_at >= :oldest
                        order by happened_at, sequence
                        """)
                .param("retailer", retailerId)
                .param("since", time(since))
                .param("oldest", oldest())
                .query((row, _) -> read(row))
                .list();
    }

    @Override
    public int forgetSome() {
        return jdbc.sql("""
                        delete from told_news where (delivery_id, handle) in (
                          select delivery_id, handle from told_news where told_at < :oldest
                          order by told_at limit :rows for update skip locked)
                        """).param("oldest", oldest()).param("rows", AT_ONCE).update();
    }

    private void lock(String function, String retailerId) {
        jdbc.sql("select cast(%s(hashtextextended('told_news/' || :retailer, 0)) as text)".formatted(function))
                .param("retailer", retailerId)
                .query(String.class)
                .single();
    }

    private OffsetDateTime oldest() {
        return time(clock.instant().minus(lookBack));
    }

    private News read(ResultSet row) throws SQLException {
        return new News(
                row.getString("handle"),
                row.getString("type"),
                row.getLong("sequence"),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getString("delivery_id"),
                row.getString("retailer_id"),
                Decision.decode(row.getString("decision")),
                (ObjectNode) json.readTree(row.getString("data")));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
