package io.orkestro.gateway.edge.decision;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What the edge signs decisions with.
 *
 * @param tokenSecret the installation's secret, Base64, at least 32 bytes; from the environment alone
 * @param tokenReuse how long a signed token is used again while the database is away; with the time a request takes, well
 *     below its life. Otherwise each verification of the table, a poll apart, ends it
 */
@ConfigurationProperties("orkestro.edge")
record TokenProperties(
        @DefaultValue("") String tokenSecret,
        @DefaultValue("30s") Duration tokenReuse) {

    TokenProperties {
        Assert.hasText(
                tokenSecret,
                "ORKESTRO_TOKEN_SECRET is not set: without it no backend would believe this edge. "
                        + "Make one with: openssl rand -base64 32");
    }
}
