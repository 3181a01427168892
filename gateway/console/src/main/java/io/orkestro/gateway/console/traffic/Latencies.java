package io.orkestro.gateway.console.traffic;

import java.util.Arrays;
import java.util.OptionalInt;

/** How long answers took, as edges count it: 24 numbers of requests, each in the first bound that it did not exceed. */
public final class Latencies {

    /** In milliseconds. The table's comment says the same. */
    private static final int[] BOUNDS = {
        1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10000
    };

    /** Buckets. */
    public static final int SIZE = BOUNDS.length + 1;

    public static final Latencies NONE = new Latencies(new long[SIZE]);

    private final long[] counts;

    /** @param counts as many as there are bounds, and one for what took longer than all */
    public Latencies(long[] counts) {
        if (counts.length != SIZE) {
            throw new IllegalArgumentException("There are %d buckets, not %d".formatted(SIZE, counts.length));
        }
        this.counts = counts.clone();
    }

    public long in(int bucket) {
        return counts[bucket];
    }

    /** In milliseconds; that of the last bucket is twice the last bound, for want of a better one. */
    public static int boundOf(int bucket) {
        return bucket < BOUNDS.length ? BOUNDS[bucket] : 2 * BOUNDS[BOUNDS.length - 1];
    }

    /** The first bucket whose bound is not below. */
    public static int bucketOf(double milliseconds) {
        int bucket = 0;
        while (bucket < BOUNDS.length && BOUNDS[bucket] < milliseconds) {
            bucket++;
        }
        return bucket;
    }

    public Latencies plus(Latencies other) {
        long[] sum = counts.clone();
        for (int i = 0; i < SIZE; i++) {
            sum[i] += other.counts[i];
        }
        return new Latencies(sum);
    }

    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** How many took longer than this bucket's bound. */
    public long slowerThan(int bucket) {
        return Arrays.stream(counts, bucket + 1, SIZE).sum();
    }

    /**
     * Within which time this share of the answers came, to the bucket's bound and evenly spread within it.
     *
     * @param share above 0, at most 1
     * @return milliseconds; empty where there are none
     */
    public OptionalInt quantile(double share) {
        long total = total();
        double wanted = share * total;
        double below = 0;
        for (int i = 0; i < SIZE && total > 0; i++) {
            if (counts[i] > 0 && below + counts[i] >= wanted) {
                double from = i == 0 ? 0 : boundOf(i - 1);
                return OptionalInt.of((int) Math.ceil(from + (boundOf(i) - from) * (wanted - below) / counts[i]));
            }
            below += counts[i];
        }
        return OptionalInt.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latencies latencies && Arrays.equals(counts, latencies.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Latencies" + Arrays.toString(counts);
    }
}
