package io.orkestro.gateway.edge.follow;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Where snapshots come from.
 *
 * @param databaseUrl JDBC address of the gateway's database, which the console owns
 * @param poll how often the version is asked for beside the notifications, and how often an absent database is tried
 * @param patience the longest a read may take before the database counts as away
 * @param directory where the last good snapshots are kept for a start without the database; null keeps none
 */
@ConfigurationProperties("orkestro.edge.follow")
record FollowProperties(
        String databaseUrl,
        String databaseUser,
        @DefaultValue("") String databasePassword,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("5s") Duration patience,
        @Nullable Path directory) {

    FollowProperties {
        Assert.hasText(databaseUrl, "orkestro.edge.follow.database-url is not set (ORKESTRO_DATABASE_URL)");
        Assert.isTrue(!poll.isNegative() && !poll.isZero(), "orkestro.edge.follow.poll is above 0");
        if (directory != null && directory.toString().isBlank()) {
            directory = null;
        }
    }
}
