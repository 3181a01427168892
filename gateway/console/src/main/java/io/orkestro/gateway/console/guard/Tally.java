package io.orkestro.gateway.console.guard;

/** Of some requests, how many went wrong: failed, or were slow. */
record Tally(long total, long bad) {

    static final Tally NONE = new Tally(0, 0);

    double share() {
        return total == 0 ? 0 : (double) bad / total;
    }

    Tally plus(Tally other) {
        return new Tally(total + other.total, bad + other.bad);
    }

    /** {@code 24 of 450 (5.3 %)}. */
    String words() {
        return Judgement.share(bad, total);
    }
}
