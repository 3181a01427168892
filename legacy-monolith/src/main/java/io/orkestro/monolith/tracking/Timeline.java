package io.orkestro.monolith.tracking;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened to each delivery: append-only, complete whatever order the news came in. */
@Component
public class Timeline {

    /** More would say no more. */
    private static final int MOST_MISSING = 100;

    private final JdbcClient jdbc;

    Timeline(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void append(String deliveryId, TimelineEntry entry) {
        jdbc.sql("""
                        insert into timeline_entry (delivery_id, sequence, type, status, at, text)
                        values (:delivery, :sequence, :type, :status, :at, :text)
                        on conflict do nothing
                        """)
                .param("delivery", deliveryId)
                .param("sequence", entry.sequence())
                .param("type", entry.type())
                .param("status", entry.status().name().toLowerCase(Locale.ROOT))
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .param("text", entry.text())
                .update();
    }

    /** In the order of what happened. */
    public List<TimelineEntry> of(String deliveryId) {
        return jdbc.sql("select * from timeline_entry where delivery_id = :delivery order by sequence")
                .param("delivery", deliveryId)
                .query((row, _) -> new TimelineEntry(
                        row.getLong("sequence"),
                        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        row.getString("type"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("text")))
                .list();
    }

    /** What has not come, though something later has. */
    static List<Long> missingIn(List<TimelineEntry> timeline, long highest) {
        Set<Long> there = new HashSet<>();
        timeline.forEach(entry -> there.add(entry.sequence()));
        return LongStream.rangeClosed(1, highest)
                .filter(sequence -> !there.contains(sequence))
                .limit(MOST_MISSING)
                .boxed()
                .toList();
    }
}
