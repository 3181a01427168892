package io.orkestro.gateway.edge.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * What an API key may ask of this edge where it has no limit of its own. Each replica counts for itself.
 *
 * @param requestsPerSecond sustained
 * @param burst at once
 */
@ConfigurationProperties("orkestro.edge.rate-limit")
record RateLimitProperties(
        @DefaultValue("100") int requestsPerSecond,
        @DefaultValue("200") int burst) {

    RateLimitProperties {
        Assert.isTrue(requestsPerSecond > 0 && burst > 0, "orkestro.edge.rate-limit: both numbers are above 0");
    }
}
