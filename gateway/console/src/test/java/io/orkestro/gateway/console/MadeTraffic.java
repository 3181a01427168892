package io.orkestro.gateway.console;

import io.orkestro.gateway.console.traffic.Latencies;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what edges would have seen. */
final class MadeTraffic {

    private final JdbcTemplate jdbc;
    private final Random random = new Random(4711);

    MadeTraffic(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a side does.
     *
     * @param failing share of its requests, 0 to 1
     * @param median in milliseconds
     */
    record Doing(Side side, String role, double perSecond, double failing, double median) {

        static Doing serving(Side side, double perSecond, double failing, double median) {
            return new Doing(side, "served", perSecond, failing, median);
        }

        static Doing asked(Side side, double perSecond, double failing, double median) {
            return new Doing(side, "asked", perSecond, failing, median);
        }
    }

    void forget() {
        jdbc.execute("truncate traffic, comparison, difference, guard_move, guard_state");
    }

    /** Each second from one moment up to another, of two edges that share the requests. */
    void write(Capability capability, Instant from, Instant to, Doing... doings) {
        List<Object[]> rows = new ArrayList<>();
        for (long second = from.getEpochSecond(); second < to.getEpochSecond(); second++) {
            for (String edge : List.of("edge-1", "edge-2")) {
                for (Doing doing : doings) {
                    row(capability, second, edge, doing, rows);
                }
            }
        }
        jdbc.batchUpdate(
                "insert into traffic (second, edge, capability, side, role, requests, refused, failed, timed_out,"
                        + " unreached, latency) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as integer[]))"
                        + " on conflict do nothing",
                rows);
    }

    private void row(Capability capability, long second, String edge, Doing doing, List<Object[]> rows) {
        double wave = 1 + 0.15 * Math.sin(second / 97.0);
        double wanted = doing.perSecond() / 2 * wave;
        int requests = (int) Math.max(0, Math.round(wanted + Math.sqrt(wanted) * random.nextGaussian()));
        if (requests == 0) {
            return;
        }
        int failed = 0;
        int[] latency = new int[Latencies.SIZE];
        for (int i = 0; i < requests; i++) {
            failed += random.nextDouble() < doing.failing() ? 1 : 0;
            latency[Latencies.bucketOf(doing.median() * Math.exp(0.6 * random.nextGaussian()))]++;
        }
        StringBuilder array = new StringBuilder("{");
        for (int i = 0; i < latency.length; i++) {
            array.append(i == 0 ? "" : ",").append(latency[i]);
        }
        rows.add(new Object[] {
            OffsetDateTime.ofInstant(Instant.ofEpochSecond(second), ZoneOffset.UTC),
            edge,
            capability.name(),
            doing.side().name(),
            doing.role(),
            requests,
            0,
            failed,
            0,
            0,
            array.append('}').toString()
        });
    }

    /** Sums of comparisons, each as so many a second over some minutes before now. */
    void compare(Capability capability, String route, Instant until, int seconds, int compared, int different) {
        jdbc.update(
                "insert into comparison (second, edge, capability, route, compared, different, dropped, unanswered)"
                        + " select s, 'edge-1', ?, ?, 1, 0, 0, 0 from generate_series(cast(? as timestamptz),"
                        + " cast(? as timestamptz), interval '1 second') s",
                capability.name(),
                route,
                OffsetDateTime.ofInstant(until.minusSeconds(seconds), ZoneOffset.UTC),
                OffsetDateTime.ofInstant(until, ZoneOffset.UTC));
        jdbc.update(
                "update comparison set compared = ?, different = ?, dropped = 4, unanswered = 2, undecided = 3 where route ="
                        + " ? and second = (select max(second) from comparison where route = ?)",
                compared,
                different,
                route,
                route);
    }

    void differ(Capability capability, String route, Instant at, String fields) {
        jdbc.update(
                "insert into difference (at, edge, capability, route, request_id, served_by, fields) values (?,"
                        + " 'edge-1', ?, ?, '019ab0f4-1222-7c3a-9d2e-5b1e00c403e6', 'MONOLITH', cast(? as jsonb))",
                OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
                capability.name(),
                route,
                fields);
    }
}
