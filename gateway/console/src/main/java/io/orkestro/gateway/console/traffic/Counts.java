package io.orkestro.gateway.console.traffic;

/**
 * What one side did in some time.
 *
 * @param requests all
 * @param refused of these, what was the client's fault: 4xx
 * @param failed 5xx and broken connections
 * @param timedOut no answer in time
 * @param unreached no connection at all
 */
public record Counts(long requests, long refused, long failed, long timedOut, long unreached, Latencies latencies) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, Latencies.NONE);

    /** Requests by which a side can be judged: what a client got wrong says nothing of who told it so. */
    public long judged() {
        return requests - refused;
    }

    /** Of the judged ones, those that were the side's fault. */
    public long errors() {
        return failed + timedOut + unreached;
    }

    public double errorShare() {
        return judged() == 0 ? 0 : (double) errors() / judged();
    }

    public Counts plus(Counts other) {
        return new Counts(
                requests + other.requests,
                refused + other.refused,
                failed + other.failed,
                timedOut + other.timedOut,
                unreached + other.unreached,
                latencies.plus(other.latencies));
    }
}
