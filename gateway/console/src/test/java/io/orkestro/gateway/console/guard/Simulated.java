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

    private final SplittableRandom random;
    private final double perSecond;
    private final double failing;
    private final byte[] buckets = new byte[DRAWN];

    /**
     * @param failing share of the requests, 0 to 1
     * @param median in milliseconds
     */
    Simulated(SplittableRandom random, double perSecond, double failing, double median, double sigma) {
        this.random = random;
        this.perSecond = perSecond;
        this.failing = failing;
        for (int i = 0; i < DRAWN; i++) {
            buckets[i] = (byte) Latencies.bucketOf(median * Math.exp(sigma * random.nextGaussian()));
        }
    }

    private Simulated(SplittableRandom random, double perSecond, Simulated like) {
        this.random = random;
        this.perSecond = perSecond;
        this.failing = like.failing;
        System.arraycopy(like.buckets, 0, buckets, 0, DRAWN);
    }

    /** With as many requests as now, which go as another's. */
    Simulated like(Simulated other) {
        return new Simulated(random, perSecond, other);
    }

    Counts second() {
        int requests = poisson();
        int failed = 0;
        long[] latency = new long[Latencies.SIZE];
        for (int i = 0; i < requests; i++) {
            failed += random.nextDouble() < failing ? 1 : 0;
            latency[buckets[random.nextInt(DRAWN)]]++;
        }
        return new Counts(requests, 0, failed, 0, 0, new Latencies(latency));
    }

    private int poisson() {
        double limit = Math.exp(-perSecond);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
