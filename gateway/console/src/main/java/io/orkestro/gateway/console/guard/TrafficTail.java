package io.orkestro.gateway.console.guard;

import io.orkestro.gateway.console.traffic.Counts;
import io.orkestro.gateway.console.traffic.Latencies;
import io.orkestro.platform.routing.Capability;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The newest seconds of a capability, each edge's once: those of the last quarter of an hour at first, what has come
 * since afterwards. What an edge tells later than {@link #LATE} is on the plots, and judged no more.
 */
final class TrafficTail {

    static final Duration FIRST = Duration.ofMinutes(15);
    static final Duration LATE = Duration.ofSeconds(15);

    private final JdbcClient jdbc;
    private final Capability capability;
    private Set<Part> taken = new HashSet<>();
    private boolean isFirst = true;

    TrafficTail(JdbcClient jdbc, Capability capability) {
        this.jdbc = jdbc;
        this.capability = capability;
    }

    /** What one edge tells of one second. */
    private record Part(long second, String edge) {}

    /** Which numbers a row has. */
    private enum Column {
        OLD_SERVED,
        OLD_ASKED,
        NEW_SERVED,
        NEW_ASKED
    }

    private record Row(Part part, Column column, Counts counts) {}

    /** Oldest second first. */
    List<Seen> next(Instant now) {
        Instant from = now.minus(isFirst ? FIRST : LATE);
        isFirst = false;
        Set<Part> nowTaken = new HashSet<>();
        Map<Long, Map<Column, Counts>> seconds = new TreeMap<>();
        for (Row row : read(from, now)) {
            nowTaken.add(row.part());
            if (!taken.contains(row.part())) {
                seconds.computeIfAbsent(row.part().second(), second -> new EnumMap<>(Column.class))
                        .merge(row.column(), row.counts(), Counts::plus);
            }
        }
        taken = nowTaken;
        List<Seen> seen = new ArrayList<>();
        seconds.forEach((second, columns) -> seen.add(new Seen(
                second,
                columns.getOrDefault(Column.OLD_SERVED, Counts.NONE),
                columns.getOrDefault(Column.OLD_ASKED, Counts.NONE),
                columns.getOrDefault(Column.NEW_SERVED, Counts.NONE),
                columns.getOrDefault(Column.NEW_ASKED, Counts.NONE))));
        return seen;
    }

    private List<Row> read(Instant from, Instant to) {
        return jdbc.sql("select second, edge, side, role, requests, refused, failed, timed_out, unreached, latency"
                        + " from traffic where capability = :capability and second > :from and second < :to")
                .param("capability", capability.name())
                .param("from", OffsetDateTime.ofInstant(from, ZoneOffset.UTC))
                .param("to", OffsetDateTime.ofInstant(to, ZoneOffset.UTC))
                .query(TrafficTail::rowIn)
                .list();
    }

    private static Row rowIn(ResultSet row, int number) throws SQLException {
        boolean isOld = row.getString("side").equals("MONOLITH");
        boolean isServed = row.getString("role").equals("served");
        Column column = isOld
                ? isServed ? Column.OLD_SERVED : Column.OLD_ASKED
                : isServed ? Column.NEW_SERVED : Column.NEW_ASKED;
        Integer[] latency = (Integer[]) row.getArray("latency").getArray();
        long[] counts = new long[Latencies.SIZE];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = latency[i];
        }
        return new Row(
                new Part(row.getObject("second", OffsetDateTime.class).toEpochSecond(), row.getString("edge")),
                column,
                new Counts(
                        row.getLong("requests"),
                        row.getLong("refused"),
                        row.getLong("failed"),
                        row.getLong("timed_out"),
                        row.getLong("unreached"),
                        new Latencies(counts)));
    }
}
