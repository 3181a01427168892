package io.orkestro.gateway.edge.traffic;

import java.util.Arrays;

/** The bounds of the histogram of latencies, as the gateway's database has them. */
public final class Latencies {

    private static final long[] AT_MOST_MILLIS = {
        1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000
    };

    /** One for each bound, and one for what took longer. */
    public static final int BUCKETS = AT_MOST_MILLIS.length + 1;

    private static final long NANOS = 1_000_000;

    private Latencies() {}

    /** The first bucket that a duration of so many nanoseconds fits in: 0 to {@link #BUCKETS} - 1. */
    public static int bucketOf(long nanos) {
        long millis = nanos <= 0 ? 0 : (nanos + NANOS - 1) / NANOS;
        int at = Arrays.binarySearch(AT_MOST_MILLIS, millis);
        return at >= 0 ? at : -at - 1;
    }
}
