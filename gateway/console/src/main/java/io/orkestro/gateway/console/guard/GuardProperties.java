package io.orkestro.gateway.console.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * When the guard moves a capability back.
 *
 * @param enabled whether it does in this installation at all
 * @param falseMoves how many may be expected, at most, in a thousand hours of a service that is no worse than the monolith
 * @param sample requests on either side in five minutes, below which it says nothing
 * @param leastErrors how much more of its requests the service must fail, as a share: 0.005 are 0.5 percentage points
 * @param leastSlow how many times as many of its requests must be slow as of the monolith's
 * @param leastLatency what is answered within this time is never slow, however fast the monolith is
 * @param bad the share of its requests in a minute by which a side is in trouble; both in it is an alarm and no reason to
 *     move
 */
@ConfigurationProperties("orkestro.guard")
public record GuardProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1") double falseMoves,
        @DefaultValue("50") int sample,
        @DefaultValue("0.005") double leastErrors,
        @DefaultValue("2") double leastSlow,
        @DefaultValue("50ms") Duration leastLatency,
        @DefaultValue("0.05") double bad) {

    public GuardProperties {
        requireWithin("false-moves", falseMoves, 0.001, 1000);
        requireWithin("sample", sample, 10, 1_000_000);
        requireWithin("least-errors", leastErrors, 0.0005, 0.2);
        requireWithin("least-slow", leastSlow, 1.1, 20);
        requireWithin("least-latency", (double) leastLatency.toMillis(), 1, 10_000);
        requireWithin("bad", bad, 0.01, 0.95);
    }

    private static void requireWithin(String name, double value, double least, double most) {
        Assert.isTrue(
                value >= least && value <= most,
                () -> "orkestro.guard.%s is %s to %s, not %s".formatted(name, least, most, value));
    }
}
