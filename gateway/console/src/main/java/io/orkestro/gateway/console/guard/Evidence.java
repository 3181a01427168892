package io.orkestro.gateway.console.guard;

import java.util.Arrays;

/**
 * How much speaks for "more of the service's requests go wrong than of the monolith's", looked at as often as one
 * likes.
 *
 * <p><b>What it is.</b> Somebody bets against the claim "the service is no worse", at odds that are fair if the claim
 * is true, and this is what the bets are worth. Before each second a guess is named: the monolith fails the share
 * {@code a}, the service the share {@code b > a}. After it every stake is multiplied by how likely the second's outcome
 * is under the guess, divided by how likely it is if both sides fail the same share {@code m}, the mean of the two
 * guesses weighted by the second's requests. If truly the service does not fail a larger share than the monolith, that
 * factor is 1 on average or less, <em>whatever the shares are and however they change from one second to the next</em>:
 * each side's part of it is linear in the true share, the geometric mean of the two is at most their arithmetic mean, and
 * that is at most 1 as {@code m} is the point of the claim nearest to the guess. So what hits both sides in the same
 * second is no evidence, and a fair game that has become worth {@code 1/alpha} has had a chance of {@code alpha} at most
 * to do so, at any moment (Ville's inequality). These are the e-values for two proportions of Turner, Ly and Grünwald,
 * "Generic E-variables for exact sequential k-sample tests that allow for optional stopping".
 *
 * <p><b>Several guesses</b> play with a part of the stakes each (a mixture), from three times to sixty times the least
 * effect above the monolith's present share. A difference below the least effect is nearer to "the same" than to any
 * guess, so it loses on average.
 *
 * <p><b>It never ends.</b> One stake at the beginning would be lost within minutes of good service, and trouble that
 * begins later would have to win back all of that. So a little is staked anew each second (as Shiryaev and Roberts did to
 * detect a change; with e-values: Shin, Ramdas and Rinaldo, "E-detectors"). Old health then weighs nothing against new
 * trouble, and no run has to be cut off at an arbitrary hour, in the middle of something. The price is that the chance of
 * being wrong grows with what was staked: at the beginning as much as in the four hours that follow.
 *
 * <p><b>A ceiling</b> helps where the seconds themselves have little to say: two sides with 50 requests a second each take
 * a while to tell one failure from none. Where the monolith is known not to fail more than a certain share, the point of
 * the claim nearest to a guess is not the mean but that share, if it is less, and the same holds.
 *
 * <p><b>No second counts for too much.</b> The above takes the requests of a second to be independent, and they are not:
 * a pause of the garbage collector slows all of them. So one second multiplies by a limited factor; cutting a factor down
 * is always allowed. Several bad seconds are needed, and one pause moves nobody.
 */
final class Evidence {

    /** Of {@code alpha}, at the beginning. */
    private static final double AT_THE_BEGINNING = 0.8;

    /** Of {@code alpha}, in each second: 0.2 an hour. */
    private static final double EACH_SECOND = 0.2 / 3600;

    private static final double MOST = 1e200;

    private final double[] stakes;
    private final double goal;
    private final double mostLogFactor;

    /** What all was worth when the sums below began. */
    private double lowest = MOST;

    /** Sums since there last was no suspicion: what the evidence consists of. */
    private long newTotal;

    private long newBad;
    private long oldTotal;
    private long oldBad;

    /**
     * @param guesses how many guesses play
     * @param alpha the chance to be wrong that this evidence may spend
     * @param mostLogFactor natural logarithm of the most that one second may multiply by
     * @param isBeginning whether this begins with a change of the flag, or goes on after silence
     */
    Evidence(int guesses, double alpha, double mostLogFactor, boolean isBeginning) {
        this.stakes = new double[guesses];
        this.goal = 1 / alpha;
        this.mostLogFactor = mostLogFactor;
        if (isBeginning) {
            stake(AT_THE_BEGINNING);
        }
    }

    /** @param seconds since this was called last */
    void elapse(long seconds) {
        stake(EACH_SECOND * seconds);
    }

    /**
     * One second's requests.
     *
     * @param expected the monolith's share of bad ones, guessed from before; above 0
     * @param guesses the service's, all above that and below 1
     * @param ceiling above which the monolith's share is taken not to be, whatever it is; 1 to take nothing for granted
     */
    void see(
            long newTotalNow,
            long newBadNow,
            long oldTotalNow,
            long oldBadNow,
            double expected,
            double[] guesses,
            double ceiling) {
        if (isAtItsLowest()) {
            newTotal = newBad = oldTotal = oldBad = 0;
            lowest = Arrays.stream(stakes).sum();
        }
        newTotal += newTotalNow;
        newBad += newBadNow;
        oldTotal += oldTotalNow;
        oldBad += oldBadNow;
        if (newTotalNow == 0 || oldTotalNow == 0) {
            return;
        }
        for (int i = 0; i < stakes.length; i++) {
            double b = guesses[i];
            double mean = (oldTotalNow * expected + newTotalNow * b) / (oldTotalNow + newTotalNow);
            double m = Math.min(mean, ceiling);
            double log = oldBadNow * Math.log(expected / m)
                    + (oldTotalNow - oldBadNow) * Math.log((1 - expected) / (1 - m))
                    + newBadNow * Math.log(b / m)
                    + (newTotalNow - newBadNow) * Math.log((1 - b) / (1 - m));
            stakes[i] = Math.min(MOST, stakes[i] * Math.exp(Math.min(log, mostLogFactor)));
        }
    }

    boolean isConclusive() {
        return isWorth(goal);
    }

    /** Whether one staked has become this much. */
    boolean isWorth(double much) {
        return Arrays.stream(stakes).sum() >= much;
    }

    /** Nothing speaks for it that did not before: what evidence there will be begins with the next second. */
    boolean isAtItsLowest() {
        double now = Arrays.stream(stakes).sum();
        return now <= lowest || now < 4 * EACH_SECOND;
    }

    long newTotal() {
        return newTotal;
    }

    long newBad() {
        return newBad;
    }

    long oldTotal() {
        return oldTotal;
    }

    long oldBad() {
        return oldBad;
    }

    double newShare() {
        return newTotal == 0 ? 0 : (double) newBad / newTotal;
    }

    double oldShare() {
        return oldTotal == 0 ? 0 : (double) oldBad / oldTotal;
    }

    private void stake(double amount) {
        for (int i = 0; i < stakes.length; i++) {
            stakes[i] += amount / stakes.length;
        }
    }
}
