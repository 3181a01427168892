package io.orkestro.gateway.edge.report;

import io.orkestro.gateway.edge.shadow.ComparisonSums;
import io.orkestro.gateway.edge.shadow.Difference;
import io.orkestro.gateway.edge.traffic.TrafficSums;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The three tables of the gateway's database that edges write. Each sum is written once and never again, so a batch whose
 * commit went unanswered may simply be written a second time.
 */
final class Ledger implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TRAFFIC = """
            insert into traffic (second, edge, capability, side, role, requests, refused, failed, timed_out, unreached, latency)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;
    private static final String COMPARISON = """
            insert into comparison (second, edge, capability, route, compared, different, dropped, unanswered, undecided)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;
    private static final String DIFFERENCE = """
            insert into difference (at, edge, capability, route, request_id, served_by, fields)
            values (?, ?, ?, ?, ?, ?, cast(? as jsonb))
            """;

    private final ReportProperties properties;
    private final String edge;
    private @Nullable Connection connection;

    Ledger(ReportProperties properties, String edge) {
        this.properties = properties;
        this.edge = edge;
    }

    /**
     * Writes all of it or nothing.
     *
     * @return how many sums were there already: from before, or from another edge of the same name
     */
    int write(Backlog.Batch batch) throws SQLException {
        Connection open = open();
        int there = traffic(open, batch) + comparisons(open, batch);
        differences(open, batch);
        open.commit();
        return there;
    }

    private Connection open() throws SQLException {
        Connection present = connection;
        if (present == null) {
            present = connect();
            present.setAutoCommit(false);
            connection = present;
        }
        return present;
    }

    private Connection connect() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", properties.databaseUser());
        settings.setProperty("password", properties.databasePassword());
        settings.setProperty("ApplicationName", "orkestro-edge-report");
        String seconds = Long.toString(Math.max(1, properties.patience().toSeconds()));
        settings.setProperty("connectTimeout", seconds);
        settings.setProperty("loginTimeout", seconds);
        settings.setProperty("socketTimeout", seconds);
        settings.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(properties.databaseUrl(), settings);
    }

    private int traffic(Connection open, Backlog.Batch batch) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement(TRAFFIC)) {
            for (TrafficSums sums : batch.traffic()) {
                insert.setObject(1, Instant.ofEpochSecond(sums.epochSecond()).atOffset(ZoneOffset.UTC));
                insert.setString(2, edge);
                insert.setString(3, sums.capability().name());
                insert.setString(4, sums.side().name());
                insert.setString(5, sums.role().slug());
                insert.setInt(6, sums.requests());
                insert.setInt(7, sums.refused());
                insert.setInt(8, sums.failed());
                insert.setInt(9, sums.timedOut());
                insert.setInt(10, sums.unreached());
                insert.setArray(11, open.createArrayOf("int4", sums.latency().toArray()));
                insert.addBatch();
            }
            return unwritten(insert);
        }
    }

    private int comparisons(Connection open, Backlog.Batch batch) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement(COMPARISON)) {
            for (ComparisonSums sums : batch.comparisons()) {
                insert.setObject(1, Instant.ofEpochSecond(sums.epochSecond()).atOffset(ZoneOffset.UTC));
                insert.setString(2, edge);
                insert.setString(3, sums.capability().name());
                insert.setString(4, sums.route());
                insert.setInt(5, sums.compared());
                insert.setInt(6, sums.different());
                insert.setInt(7, sums.dropped());
                insert.setInt(8, sums.unanswered());
                insert.setInt(9, sums.undecided());
                insert.addBatch();
            }
            return unwritten(insert);
        }
    }

    private void differences(Connection open, Backlog.Batch batch) throws SQLException {
        try (PreparedStatement insert = open.prepareStatement(DIFFERENCE)) {
            for (Difference difference : batch.differences()) {
                insert.setObject(1, difference.at().atOffset(ZoneOffset.UTC));
                insert.setString(2, edge);
                insert.setString(3, difference.capability().name());
                insert.setString(4, difference.route());
                insert.setString(5, difference.requestId());
                insert.setString(6, difference.servedBy().name());
                insert.setString(7, JSON.writeValueAsString(difference.fields()));
                insert.addBatch();
            }
            int[] _ = insert.executeBatch();
        }
    }

    private static int unwritten(PreparedStatement insert) throws SQLException {
        int there = 0;
        for (int written : insert.executeBatch()) {
            there += written == 0 ? 1 : 0;
        }
        return there;
    }

    /** The next write begins with a new connection. */
    @Override
    public void close() {
        Connection present = connection;
        connection = null;
        if (present != null) {
            try {
                present.close();
            } catch (SQLException gone) {
                // That is what was to be.
            }
        }
    }
}
