package io.orkestro.gateway.console.guard;

import io.orkestro.gateway.console.traffic.Counts;
import io.orkestro.gateway.console.traffic.Latencies;
import java.util.SplittableRandom;

/**
 * A side with made-up traffic: a Poisson number of requests in each second, of which a share fails, and which take a
 * log-normal time.
 */
final class Simulated {

    private static final int DRAWN = 1 << 14;
    private static final double SIGMA = 0.6;

    private final SplittableRandom random;
    private final double perSecond;
    private final double failing;
    private final byte[] buckets;
    private final double hiccups;
    private final boolean isBursty;

    /**
     * @param failing share of the requests, 0 to 1
     * @param median in milliseconds
     */
    Simulated(SplittableRandom random, double perSecond, double failing, double median) {
        this(random, perSecond, failing, drawn(random, median), 0, false);
    }

    private Simulated(
            SplittableRandom random,
            double perSecond,
            double failing,
            byte[] buckets,
            double hiccups,
            boolean isBursty) {
        this.random = random;
        this.perSecond = perSecond;
        this.failing = failing;
        this.buckets = buckets;
        this.hiccups = hiccups;
        this.isBursty = isBursty;
    }

    /** With as many requests as now, which go as another's. */
    Simulated like(Simulated other) {
        return new Simulated(random, perSecond, other.failing, other.buckets, other.hiccups, other.isBursty);
    }

    /** In this share of the seconds half of its requests fail, and all are slow. */
    Simulated withHiccups(double share) {
        return new Simulated(random, perSecond, failing, buckets, share, isBursty);
    }

    /** A second has between a fifth and nine fifths of the requests. */
    Simulated bursty() {
        return new Simulated(random, perSecond, failing, buckets, hiccups, true);
    }

    Counts second() {
        int requests = poisson(isBursty ? perSecond * (0.2 + 1.6 * random.nextDouble()) : perSecond);
        boolean isHiccup = hiccups > 0 && random.nextDouble() < hiccups;
        double share = isHiccup ? 0.5 : failing;
        int failed = 0;
        long[] latency = new long[Latencies.SIZE];
        for (int i = 0; i < requests; i++) {
            failed += random.nextDouble() < share ? 1 : 0;
            latency[isHiccup ? Latencies.SIZE - 2 : buckets[random.nextInt(DRAWN)]]++;
        }
        return new Counts(requests, 0, failed, 0, 0, new Latencies(latency));
    }

    private static byte[] drawn(SplittableRandom random, double median) {
        byte[] buckets = new byte[DRAWN];
        for (int i = 0; i < DRAWN; i++) {
            buckets[i] = (byte) Latencies.bucketOf(median * Math.exp(SIGMA * random.nextGaussian()));
        }
        return buckets;
    }

    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
