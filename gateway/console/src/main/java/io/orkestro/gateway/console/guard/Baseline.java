package io.orkestro.gateway.console.guard;

import io.orkestro.gateway.console.traffic.Counts;
import io.orkestro.gateway.console.traffic.Latencies;

/** How the monolith has done in the last minutes; older seconds weigh less. */
final class Baseline {

    /** What a second keeps of its weight with the next: half in six minutes. */
    private static final double KEPT = 0.998;

    private static final double LEAST = 300;
    private static final double ENOUGH = 2000;
    private static final double WITHIN = 0.95;

    private long latest;
    private double judged;
    private double errors;
    private final double[] latency = new double[Latencies.SIZE];

    void learn(long second, Counts counts) {
        double kept = second > latest ? KEPT : 1;
        latest = Math.max(latest, second);
        judged = judged * kept + counts.judged();
        errors = errors * kept + counts.errors();
        for (int i = 0; i < latency.length; i++) {
            latency[i] = latency[i] * kept + counts.latencies().in(i);
        }
    }

    /** A guess to bet by, above 0 as nobody never fails. A wrong one costs time, and makes no judgement less right. */
    double guessedErrorShare() {
        return Math.clamp((errors + 0.5) / (judged + 500), 0.0005, 0.3);
    }

    /** Whether enough was seen to take its share for known. */
    boolean isKnown() {
        return judged >= ENOUGH;
    }

    /** The share to be reckoned with: what was seen, and one more, so that nobody never fails. */
    double errorShare() {
        return Math.min(0.9, (errors + 1) / (judged + 1));
    }

    /** The first bucket within which 95 of 100 answers came; -1 while too few were seen, or they are too slow to tell. */
    int slowBucket(double leastMilliseconds) {
        double total = total();
        if (total < LEAST) {
            return -1;
        }
        double within = 0;
        for (int i = 0; i < latency.length - 1; i++) {
            within += latency[i];
            if (within >= WITHIN * total && Latencies.boundOf(i) >= leastMilliseconds) {
                return i;
            }
        }
        return -1;
    }

    double slowShare(int bucket) {
        double slow = 0;
        for (int i = bucket + 1; i < latency.length; i++) {
            slow += latency[i];
        }
        return Math.max(0.005, slow / Math.max(1, total()));
    }

    private double total() {
        double total = 0;
        for (double count : latency) {
            total += count;
        }
        return total;
    }
}
