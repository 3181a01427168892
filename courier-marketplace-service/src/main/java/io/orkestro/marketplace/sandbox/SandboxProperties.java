package io.orkestro.marketplace.sandbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The sandbox's clock.
 *
 * @param speed 1: a trip takes about a minute; 10: ten times faster
 */
@ConfigurationProperties("orkestro.sandbox")
record SandboxProperties(@DefaultValue("1") double speed) {

    SandboxProperties {
        Assert.isTrue(speed >= 0.1 && speed <= 1_000, "orkestro.sandbox.speed is 0.1 to 1000");
    }

    Duration scaled(long millis) {
        return Duration.ofMillis(Math.round(millis / speed));
    }
}
