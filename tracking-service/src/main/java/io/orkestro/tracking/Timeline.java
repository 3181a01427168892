package io.orkestro.tracking;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happened to each delivery: append-only, and the same whatever order the news came in. News that has not come leaves
 * a gap that is known by its number: what came after it is shown all the same, and the gap closes when it comes.
 */
@Component
public class Timeline {

    /** More would say no more. */
    private static final int MOST_MISSING = 100;

    private final JdbcClient jdbc;

    Timeline(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is there already stays. */
    public void append(String deliveryId, List<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into timeline_entry (delivery_id, sequence, type, status, at, text)
                        select :delivery, * from unnest(
                          cast(:sequences as bigint[]), cast(:types as text[]), cast(:statuses as text[]),
                          cast(:times as timestamptz[]), cast(:texts as text[]))
                        on conflict do nothing
                        """)
                .param("delivery", deliveryId)
                .param(
                        "sequences",
                        entries.stream().mapToLong(TimelineEntry::sequence).toArray())
                .param("types", entries.stream().map(TimelineEntry::type).toArray(String[]::new))
                .param(
                        "statuses",
                        entries.stream()
                                .map(entry -> entry.status().name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .param(
                        "times",
                        entries.stream().map(entry -> entry.at().toString()).toArray(String[]::new))
                .param("texts", entries.stream().map(TimelineEntry::text).toArray(String[]::new))
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
