package io.orkestro.gateway.console.guard;

import io.orkestro.gateway.console.traffic.Counts;
import io.orkestro.gateway.console.traffic.Latencies;

/**
 * How the monolith has done in the last minutes; older seconds weigh less. A guess to bet by: a wrong one costs time, and
 * never makes a wrong judgement likelier.
 */
final class Baseline {

    /** What a second keeps of its weight with the next: half in four minutes. */
    private static final double KEPT = 0.997;

    private static final double LEAST = 300;
    private static final double ENOUGH = 2000;
    private static final double WITHIN = 0.95;

    private double judged;
    private double errors;
    private final double[] latency = new double[Latencies.SIZE];

    void learn(Counts second) {
        judged = judged * KEPT + second.judged();
        errors = errors * KEPT + second.errors();
        for (int i = 0; i < latency.length; i++) {
            latency[i] = latency[i] * KEPT + second.latencies().in(i);
        }
    }

    /** Above 0: nobody never fails. */
    double errorShare() {
        return Math.clamp((errors + 0.5) / (judged + 500), 0.0005, 0.3);
    }

    /** What its share is not above, by more than three standard deviations; 1 while too few were seen to say. */
    double errorCeiling() {
        return judged < ENOUGH ? 1 : (errors + 3.5 * Math.sqrt(errors + 1) + 4) / judged;
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
