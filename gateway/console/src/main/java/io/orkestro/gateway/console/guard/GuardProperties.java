package io.orkestro.gateway.console.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * When the guard moves a capability back.
 *
 * @param enabled whether it does in this installation at all
 * @param alpha the chance that it moves one whose service is no worse than the monolith, in the first hour after a
 *     change of its flag; a fifth of that in every later hour
 * @param sample requests on either side below which it says nothing
 * @param leastErrors how much more of its requests the service must fail, as a share: 0.005 are 0.5 percentage points
 * @param leastSlow how many times as many of its requests must be slow as of the monolith's
 * @param leastLatency what is answered within this time is never slow
 * @param gross the share of its requests that a service fails when nobody waits for a test
 * @param grossSample requests of the service in five seconds, below which that is not asked
 * @param bad the share of its requests by which a side is in trouble; both in it is an alarm and no reason to move
 * @param silence after this long without requests on both sides everything is counted anew
 */
@ConfigurationProperties("orkestro.guard")
public record GuardProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0.001") double alpha,
        @DefaultValue("100") int sample,
        @DefaultValue("0.005") double leastErrors,
        @DefaultValue("2") double leastSlow,
        @DefaultValue("20ms") Duration leastLatency,
        @DefaultValue("0.2") double gross,
        @DefaultValue("50") int grossSample,
        @DefaultValue("0.05") double bad,
        @DefaultValue("2m") Duration silence) {

    public GuardProperties {
        requireWithin("alpha", alpha, 1e-9, 0.05);
        requireWithin("sample", sample, 10, 1_000_000);
        requireWithin("least-errors", leastErrors, 0.0005, 0.2);
        requireWithin("least-slow", leastSlow, 1.1, 20);
        requireWithin("least-latency", (double) leastLatency.toMillis(), 1, 10_000);
        requireWithin("gross", gross, 0.05, 0.95);
        requireWithin("gross-sample", grossSample, 10, 1_000_000);
        requireWithin("bad", bad, 0.01, gross);
        requireWithin("silence", (double) silence.toSeconds(), 60, 3600);
    }

    private static void requireWithin(String name, double value, double least, double most) {
        Assert.isTrue(
                value >= least && value <= most,
                () -> "orkestro.guard.%s is %s to %s, not %s".formatted(name, least, most, value));
    }
}
