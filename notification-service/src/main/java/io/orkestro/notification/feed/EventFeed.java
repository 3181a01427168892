package io.orkestro.notification.feed;

import io.orkestro.notification.news.Forgetful;
import io.orkestro.notification.news.NewsBody;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The events of each retailer, numbered from 1 without gaps.
 *
 * <p>Who appends locks the retailer's row of the feed until the end of its transaction. So numbers become visible in their
 * order, a number that was given and rolled back is given again, and a reader that has seen one has seen all before it.
 */
@Component
class EventFeed implements Forgetful {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final FeedProperties properties;
    private final Clock clock;

    EventFeed(JdbcClient jdbc, JsonMapper json, FeedProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @param position where to go on
     */
    record Stretch(List<JsonNode> events, long position) {}

    /** Appends it unless it is there. Keep the transaction short: nobody else appends for this retailer meanwhile. */
    @Transactional
    void append(String retailerId, NewsBody event) {
        jdbc.sql("insert into feed (retailer_id, last) values (:retailer, 0) on conflict do nothing")
                .param("retailer", retailerId)
                .update();
        long last = jdbc.sql("select last from feed where retailer_id = :retailer for update")
                .param("retailer", retailerId)
                .query(Long.class)
                .single();
        int added = jdbc.sql("""
                        insert into event (retailer_id, position, id, type, body, recorded_at)
                        values (:retailer, :position, :id, :type, cast(:body as jsonb), :now)
                        on conflict (retailer_id, id) do nothing
                        """)
                .param("retailer", retailerId)
                .param("position", last + 1)
                .param("id", event.id())
                .param("type", event.type())
                .param("body", json.writeValueAsString(event))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (added == 1) {
            jdbc.sql("update feed set last = last + 1 where retailer_id = :retailer")
                    .param("retailer", retailerId)
                    .update();
        }
    }

    /**
     * What came after a position. All of it is seen at one moment: what is forgotten meanwhile leaves no gap.
     *
     * @param types only these; all where empty
     * @throws CursorExpired where some of it is not kept any more
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Stretch after(String retailerId, long position, Set<String> types, int limit) {
        long last = jdbc.sql("select last from feed where retailer_id = :retailer")
                .param("retailer", retailerId)
                .query(Long.class)
                .optional()
                .orElse(0L);
        if (position > 0 && position < last && position < oldest(retailerId, last) - 1) {
            throw new CursorExpired();
        }
        String ofTypes = types.isEmpty() ? "" : "and type in (:types) ";
        JdbcClient.StatementSpec query = jdbc.sql("select position, body from event "
                        + "where retailer_id = :retailer and position > :position and position <= :last " + ofTypes
                        + "order by position limit :limit")
                .param("retailer", retailerId)
                .param("position", position)
                .param("last", last)
                .param("limit", limit);
        if (!types.isEmpty()) {
            query = query.param("types", types);
        }
        List<Numbered> rows = query.query(
                        (row, _) -> new Numbered(row.getLong("position"), json.readTree(row.getString("body"))))
                .list();
        long reached = rows.size() == limit ? rows.getLast().position() : Math.max(position, last);
        return new Stretch(rows.stream().map(Numbered::event).toList(), reached);
    }

    private record Numbered(long position, JsonNode event) {}

    private long oldest(String retailerId, long last) {
        return jdbc.sql("select coalesce(min(position), :next) from event where retailer_id = :retailer")
                .param("retailer", retailerId)
                .param("next", last + 1)
                .query(Long.class)
                .single();
    }

    /** Of each retailer's from the first on, whatever the clock did meanwhile: what is kept has no gap. */
    @Override
    public int forgetSome() {
        Instant before = clock.instant().minus(properties.life());
        return jdbc.sql("""
                        with old as (
                          select retailer_id, max(position) as last from (
                            select retailer_id, position from event where recorded_at < :before
                            order by recorded_at limit :rows) oldest
                          group by retailer_id)
                        delete from event where (retailer_id, position) in (
                          select e.retailer_id, e.position from event e join old o using (retailer_id)
                          where e.position <= o.last order by e.retailer_id, e.position limit :rows
                          for update of e)
                        """)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("rows", AT_ONCE)
                .update();
    }
}
