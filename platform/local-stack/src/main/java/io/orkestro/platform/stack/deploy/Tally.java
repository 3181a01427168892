package io.orkestro.platform.stack.deploy;

/**
 * Requests as edges count them.
 *
 * @param failures answered with a 5xx, broken off, timed out or not sent for want of a connection
 */
public record Tally(long requests, long failures) {

    static final Tally NONE = new Tally(0, 0);

    private static final long CHANCE = 5;
    private static final long PART = 20;

    Tally plus(Tally other) {
        return new Tally(requests + other.requests, failures + other.failures);
    }

    Tally minus(Tally other) {
        return new Tally(requests - other.requests, failures - other.failures);
    }

    /** Since an edge was asked last; one that counts less than before has started anew. */
    Tally since(Tally before) {
        return requests < before.requests ? this : minus(before);
    }

    /** So many of a build that is seconds old that it is to go: five or more, and one in twenty. */
    boolean isBad() {
        return failures >= CHANCE && failures * PART >= requests;
    }
}
