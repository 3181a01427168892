package io.orkestro.gateway.console.traffic;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code traffic}, summed up by the database. */
@Component
public class TrafficSums {

    private static final String LATENCIES = IntStream.rangeClosed(1, Latencies.SIZE)
            .mapToObj("sum(latency[%d])"::formatted)
            .collect(Collectors.joining(", ", "array[", "]"));

    private final JdbcClient jdbc;

    TrafficSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(int slice, Side side, boolean isServed, Counts counts) {}

    /**
     * Slices of one length, one after the other, empty ones too.
     *
     * @param step of whole seconds
     */
    public List<Slice> slices(Capability capability, Instant from, Duration step, int count) {
        // A range of the index for each slice: at once, a day's rows would be sorted on disk.
        List<Row> rows = jdbc.sql("select slice, sums.* from generate_series(0, :count - 1) slice cross join lateral"
                        + " (select side, role = 'served' as is_served, sum(requests) as requests, sum(refused) as"
                        + " refused, sum(failed) as failed, sum(timed_out) as timed_out, sum(unreached) as unreached, "
                        + LATENCIES
                        + " as latency from traffic where capability = :capability and second >= cast(:begin as"
                        + " timestamptz) + slice * make_interval(secs => :step) and second < cast(:begin as"
                        + " timestamptz) + (slice + 1) * make_interval(secs => :step) group by side, role) sums")
                .param("capability", capability.name())
                .param("count", count)
                .param("step", step.toSeconds())
                .param("begin", OffsetDateTime.ofInstant(from, ZoneOffset.UTC))
                .query(TrafficSums::rowIn)
                .list();
        Map<Integer, Map<Side, Counts>> served = new HashMap<>();
        Map<Integer, Map<Side, Counts>> asked = new HashMap<>();
        for (Row row : rows) {
            (row.isServed() ? served : asked)
                    .computeIfAbsent(row.slice(), slice -> new EnumMap<>(Side.class))
                    .put(row.side(), row.counts());
        }
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slices.add(new Slice(
                    from.plus(step.multipliedBy(i)),
                    served.getOrDefault(i, Map.of()),
                    asked.getOrDefault(i, Map.of())));
        }
        return slices;
    }

    private static Row rowIn(ResultSet row, int number) throws SQLException {
        Long[] sums = (Long[]) row.getArray("latency").getArray();
        long[] latency = new long[Latencies.SIZE];
        for (int i = 0; i < latency.length; i++) {
            latency[i] = sums[i];
        }
        return new Row(
                row.getInt("slice"),
                Side.valueOf(row.getString("side")),
                row.getBoolean("is_served"),
                new Counts(
                        row.getLong("requests"),
                        row.getLong("refused"),
                        row.getLong("failed"),
                        row.getLong("timed_out"),
                        row.getLong("unreached"),
                        new Latencies(latency)));
    }
}
