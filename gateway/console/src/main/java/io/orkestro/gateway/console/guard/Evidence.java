package io.orkestro.gateway.console.guard;

import java.util.Arrays;

/**
 * How much speaks for "more of the service's requests go wrong than of the monolith's, since some moment", looked at each
 * second for as long as one likes.
 *
 * <p><b>One second.</b> Somebody bets against the claim "the service is no worse", at odds that are fair if the claim is
 * true. Before the second a guess is named: the monolith fails the share {@code a}, the service the share {@code b > a}.
 * After it the stake is multiplied by how likely the second's outcome is under the guess, divided by how likely it is if
 * both sides fail the same share {@code m}, the mean of the two guesses weighted by the second's requests:
 *
 * <pre>factor = (a/m)^y ((1-a)/(1-m))^(N-y) · (b/m)^x ((1-b)/(1-m))^(n-x)</pre>
 *
 * for {@code y} of {@code N} requests of the monolith's and {@code x} of {@code n} of the service's. If truly the service
 * does not fail a larger share than the monolith, that factor is 1 on average or less, <em>whatever the shares are and
 * however they change from one second to the next</em>: each side's part of it is linear in the true share, the geometric
 * mean of the two is at most their arithmetic mean, and that is at most 1 as {@code m} is the point of the claim nearest
 * to the guess. So what hits both sides in the same second is no evidence. These are the e-values for two proportions of
 * Turner, Ly and Grünwald, "Generic E-variables for exact sequential k-sample tests that allow for optional stopping".
 *
 * <p><b>A ceiling</b> makes it faster: with 20 requests a second beside 80, the same seconds alone say less than half of what
 * could be known. Where the monolith is known not to fail more than a certain share, the point of the claim nearest to the
 * guess is that share, if it is less than the mean, and the same holds.
 *
 * <p><b>Since some moment.</b> The stake is 1, in every second: whoever has lost some of it begins anew with the next
 * (Page's CUSUM). Old health then weighs nothing against new trouble. What the bets are worth is never more than what
 * they would be if 1 was staked <em>in addition</em> each second (the sum of Shiryaev and Roberts), and that sum, less the
 * seconds gone by, wins nothing on average. So <em>if the claim is true it takes {@code goal} seconds at least, on average,
 * until the bets are worth {@code goal}</em>: Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for
 * sequential change detection". Of several such evidences, each with a goal of its own, the same holds with
 * 1/goal added up: so many false conclusions a second may be expected, and no more. Where all shares are known nothing is
 * faster than this (Moustakides 1986).
 *
 * <p><b>Several guesses</b> share the stake. A difference that is nearer to "the same" than to any guess loses on average.
 *
 * <p><b>No second counts for too much.</b> The above takes the requests of a second to be independent, and they are not:
 * a pause of the garbage collector slows all of them, a lost connection fails a handful. So one second multiplies by a
 * limited factor; cutting a factor down is always allowed. Several bad seconds are needed, and one pause moves nobody.
 */
final class Evidence {

    private static final double MOST = 1e200;

    private final double[] stakes;
    private final double[] worth;
    private final double goal;
    private final double mostLogGain;

    /** Natural logarithm of what each guess was multiplied by in the present second. */
    private final double[] gained;

    private long second;
    private long since;
    private Tally young = Tally.NONE;
    private Tally old = Tally.NONE;

    /**
     * @param stakes of each guess; 1 altogether
     * @param goal the seconds that it shall take, on average, to conclude what is not so
     * @param badSeconds how many it takes at least
     */
    Evidence(double[] stakes, double goal, int badSeconds) {
        this.stakes = stakes.clone();
        this.worth = stakes.clone();
        this.gained = new double[stakes.length];
        this.goal = goal;
        this.mostLogGain = Math.log(goal) / (badSeconds - 0.98);
    }

    /**
     * Requests of one second: all of them, or those of one edge. Seconds come in order, or else are taken for part of the
     * newest.
     *
     * @param expected the monolith's share of bad ones, guessed from before; above 0
     * @param guesses the service's, as many as there are stakes, all above that and below 1
     * @param ceiling above which the monolith's share is taken not to be; 1 to take nothing for granted
     */
    void see(long now, Tally youngNow, Tally oldNow, double expected, double[] guesses, double ceiling) {
        if (now > second) {
            begin(now);
        }
        young = young.plus(youngNow);
        old = old.plus(oldNow);
        double total = (double) youngNow.total() + oldNow.total();
        if (total == 0) {
            return;
        }
        for (int i = 0; i < worth.length; i++) {
            double mean = (oldNow.total() * expected + youngNow.total() * guesses[i]) / total;
            double same = Math.min(mean, ceiling);
            double log = logOdds(oldNow, expected, same) + logOdds(youngNow, guesses[i], same);
            double gain = Math.min(log, mostLogGain - gained[i]);
            gained[i] += gain;
            worth[i] = Math.min(MOST, worth[i] * Math.exp(gain));
        }
    }

    boolean isConclusive() {
        return isWorth(goal);
    }

    /** Whether the stake of 1 has become this much. */
    boolean isWorth(double much) {
        return Arrays.stream(worth).sum() >= much;
    }

    /** Nothing speaks for it: what evidence there will be begins with the next second. */
    boolean isAtItsLowest() {
        for (int i = 0; i < worth.length; i++) {
            if (worth[i] > stakes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The last second before there was anything that speaks for it. */
    long since() {
        return since;
    }

    /** The service's requests since then. */
    Tally young() {
        return young;
    }

    /** The monolith's. */
    Tally old() {
        return old;
    }

    private void begin(long now) {
        if (isAtItsLowest()) {
            young = Tally.NONE;
            old = Tally.NONE;
            since = now - 1;
        }
        for (int i = 0; i < worth.length; i++) {
            worth[i] = Math.max(worth[i], stakes[i]);
            gained[i] = 0;
        }
        second = now;
    }

    /** How much likelier it is, in natural logarithms, that this share is the true one than that the other is. */
    private static double logOdds(Tally seen, double share, double other) {
        return seen.bad() * Math.log(share / other) + (seen.total() - seen.bad()) * Math.log((1 - share) / (1 - other));
    }
}
