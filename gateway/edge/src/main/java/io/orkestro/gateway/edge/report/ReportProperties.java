package io.orkestro.gateway.edge.report;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Where and how sums are written.
 *
 * @param edge this edge's name, no other's at the same time; by default its host and port
 * @param databaseUrl JDBC address of the gateway's database, which the console owns
 * @param every how often
 * @param patience the longest a write may take before the database counts as away
 * @param backlog while it is away the sums of so long are kept; older ones are thrown away and counted
 */
@ConfigurationProperties("orkestro.edge.report")
record ReportProperties(
        @DefaultValue("") String edge,
        String databaseUrl,
        String databaseUser,
        @DefaultValue("") String databasePassword,
        @DefaultValue("1s") Duration every,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("5m") Duration backlog) {

    ReportProperties {
        Assert.hasText(databaseUrl, "orkestro.edge.report.database-url is not set (ORKESTRO_DATABASE_URL)");
        Assert.isTrue(every.isPositive(), "orkestro.edge.report.every is above 0");
        Assert.isTrue(backlog.compareTo(every) >= 0, "orkestro.edge.report.backlog is at least as long as every");
        Assert.isTrue(edge.length() <= 200, "orkestro.edge.report.edge has at most 200 characters");
    }
}
