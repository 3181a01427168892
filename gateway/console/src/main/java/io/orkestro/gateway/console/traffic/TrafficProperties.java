package io.orkestro.gateway.console.traffic;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long what the edges counted is kept.
 *
 * @param kept at least a day, which is the longest that pages show
 */
@ConfigurationProperties("orkestro.traffic")
record TrafficProperties(@DefaultValue("7d") Duration kept) {

    TrafficProperties {
        Assert.isTrue(kept.toHours() >= 24, "orkestro.traffic.kept is at least a day");
    }
}
