package io.orkestro.platform.web.rehearsal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How little rehearsals may be in the way.
 *
 * @param atMost for how long one may hold what something real could wait for, 10 ms to 5 s; each of its statements, and
 *     each pause between two, is given as long
 * @param atOnce how many there may be at once, from 1; each takes a connection that requests could have had
 */
@ConfigurationProperties("orkestro.rehearsal")
public record RehearsalProperties(
        @DefaultValue("300ms") Duration atMost,
        @DefaultValue("3") int atOnce) {

    public RehearsalProperties {
        Assert.isTrue(
                atMost.toMillis() >= 10 && atMost.toMillis() <= 5_000, "orkestro.rehearsal.at-most is from 10ms to 5s");
        Assert.isTrue(atOnce >= 1, "orkestro.rehearsal.at-once is 1 or more");
    }
}
