package io.orkestro.gateway.console.guard;

import io.orkestro.gateway.console.guard.Judgement.Alarmed;
import io.orkestro.gateway.console.guard.Judgement.Finding;
import io.orkestro.gateway.console.guard.Judgement.Ground;
import io.orkestro.gateway.console.guard.Judgement.Holding;
import io.orkestro.gateway.console.guard.Judgement.Watching;
import io.orkestro.gateway.console.guard.Judgement.Worse;
import io.orkestro.gateway.console.traffic.Counts;
import io.orkestro.gateway.console.traffic.Latencies;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One capability under the eyes of the guard, between two changes of its flag: takes the seconds, and says what it thinks.
 * No I/O and no clock.
 *
 * <p>Three things are tested, each with a part of the false moves that are allowed. <b>Errors</b> (0.1 of it), second by
 * second: right whatever happens to both sides at once, and the slower for it. <b>Errors unlike before</b> (0.8): the same,
 * taking for granted that the monolith fails no more than it did in the last minutes. Where something hits both sides that is
 * wrong until the next minutes have taught it, so this counts only where the seconds themselves make it likely too, twenty
 * to one, while nothing says, twenty to one, that the monolith fails more than before, for three times the least effect,
 * and within a minute: what the monolith did before is known only so well, and longer sums would find that out.
 * <b>Latency</b> (0.1) is tested as a proportion as well: the share of slow answers, which took longer than what 95 of 100
 * of the monolith's took within, in the minutes before, and longer than {@code leastLatency}. A service that takes
 * three times as long has many times as many of those, whatever the shape of the distribution. It is not slow as long as
 * no more than 5 of 100 are.
 */
final class Watch {

    private static final long GRACE = 2;
    private static final long REMEMBERED = 300;
    private static final long MINUTE = 60;
    private static final double THOUSAND_HOURS = 3.6e6;
    private static final double LIKELY = 20;

    /** In least effects: for less than this, old knowledge is not enough. */
    private static final double GROSS = 3;

    /** Who answers 95 of 100 in time is not slow. */
    private static final double SLOW = 0.05;

    /** In least effects: one failure of a monolith that never fails is nothing unlike before. */
    private static final double LEAST_USUAL = 0.1;

    /** What a guess adds to the monolith's share, in least effects. */
    private static final double[] SURPLUSES = {3, 8, 20, 60};

    private static final double[] STAKES = {0.2, 0.5, 0.2, 0.1};
    private static final double[] UNLIKE_BEFORE_SURPLUSES = {5, 10, 40};
    private static final double[] UNLIKE_BEFORE_STAKES = {0.3, 0.5, 0.2};

    /** The monolith is looked at for less than that: what hits both sides shall be seen there first. */
    private static final double[] MONOLITH_SURPLUSES = {0.6, 1.6, 4, 12};

    private static final double[] MONOLITH_STAKES = {0.25, 0.25, 0.25, 0.25};
    private static final double[] SLOW_GUESSES = {0.15, 0.35, 0.7};
    private static final double[] SLOW_STAKES = {0.3, 0.4, 0.3};

    private final GuardProperties settings;
    private final long changedAt;
    private final long judgedFrom;
    private final Baseline baseline = new Baseline();
    private final Deque<Pair> remembered = new ArrayDeque<>();
    private final Evidence errors;
    private final Evidence monolithUnlikeBefore;
    private final Evidence slow;
    private Evidence errorsUnlikeBefore;

    private int slowBucket = -1;
    private long oldLastServed;
    private long newLastServed;

    /**
     * @param changedAt second since the epoch in which the flag last changed
     * @param judgedFrom the first second that is evidence, for who takes over later: what was before is known and judged
     */
    Watch(GuardProperties settings, long changedAt, long judgedFrom) {
        this.settings = settings;
        this.changedAt = changedAt;
        this.judgedFrom = judgedFrom;
        this.errors = new Evidence(STAKES, goal(0.1), 5);
        this.errorsUnlikeBefore = nothingUnlikeBefore();
        this.monolithUnlikeBefore = new Evidence(MONOLITH_STAKES, LIKELY, 1);
        this.slow = new Evidence(SLOW_STAKES, goal(0.1), 5);
    }

    /** A second of both sides. */
    private record Pair(long second, Counts old, Counts young) {}

    /**
     * Edges need a moment to follow a change: what they saw before and during it is what the monolith is measured by, and
     * judges nobody.
     */
    void see(Seen seen) {
        Counts old = answering(seen.epochSecond(), seen.oldServed(), seen.oldAsked(), true);
        if (seen.epochSecond() > changedAt + GRACE) {
            Counts young = answering(seen.epochSecond(), seen.newServed(), seen.newAsked(), false);
            Pair pair = new Pair(seen.epochSecond(), old, young);
            remember(pair);
            if (seen.epochSecond() >= judgedFrom) {
                judge(pair);
            }
        }
        baseline.learn(seen.epochSecond(), old);
    }

    /** @param now second since the epoch */
    Judgement judgement(long now) {
        Tally oldMinute = sum(now - MINUTE, true);
        Tally newMinute = sum(now - MINUTE, false);
        if (isBad(newMinute) && oldMinute.total() == 0) {
            return new Alarmed(
                    "The service failed %s in the last minute, and there is nothing to compare it with: a sample would tell whether going back helps."
                            .formatted(newMinute.words()));
        }
        if (isBad(oldMinute) && isBad(newMinute)) {
            return new Alarmed(
                    "Both sides are in trouble: in the last minute the service failed %s, the monolith %s. Going back would not help."
                            .formatted(newMinute.words(), oldMinute.words()));
        }
        @Nullable Holding tooLittle = tooLittle(sum(now - REMEMBERED, true), sum(now - REMEMBERED, false));
        if (tooLittle != null) {
            return tooLittle;
        }
        if (errors.isConclusive() && surplus(errors) >= settings.leastErrors()) {
            return new Worse(finding(Ground.ERRORS, errors, now, 0));
        }
        if (failsUnlikeBefore() && surplus(errorsUnlikeBefore) >= GROSS * settings.leastErrors()) {
            return new Worse(finding(Ground.ERRORS, errorsUnlikeBefore, now, 0));
        }
        if (slow.isConclusive()
                && slow.young().share()
                        >= Math.max(SLOW, settings.leastSlow() * slow.old().share())) {
            return new Worse(finding(Ground.LATENCY, slow, now, Latencies.boundOf(slowBucket)));
        }
        return new Watching("In the last minute the service failed %s, the monolith %s."
                .formatted(newMinute.words(), oldMinute.words()));
    }

    /** What is wrong with the service by itself, where there is no monolith to compare it with, nor to go back to. */
    Optional<Alarmed> troubleAlone(long now) {
        Tally minute = sum(now - MINUTE, false);
        return isBad(minute)
                ? Optional.of(new Alarmed(
                        "The service failed %s in the last minute. The monolith's part is retired: there is nothing to go back to."
                                .formatted(minute.words())))
                : Optional.empty();
    }

    private Evidence nothingUnlikeBefore() {
        return new Evidence(UNLIKE_BEFORE_STAKES, goal(0.8), 3);
    }

    /** Seconds until that part of the false moves is to be expected. */
    private double goal(double part) {
        return THOUSAND_HOURS / (settings.falseMoves() * part);
    }

    private void remember(Pair pair) {
        remembered.addLast(pair);
        while (remembered.getFirst().second() < pair.second() - REMEMBERED) {
            remembered.removeFirst();
        }
    }

    private void judge(Pair pair) {
        if (slow.isAtItsLowest() || slowBucket < 0) {
            slowBucket = baseline.slowBucket((double) settings.leastLatency().toMillis());
        }
        long second = pair.second();
        Tally old = failed(pair.old());
        Tally young = failed(pair.young());
        double guessed = baseline.guessedErrorShare();
        errors.see(second, young, old, guessed, above(guessed, SURPLUSES), 1);
        if (second - errorsUnlikeBefore.since() > MINUTE) {
            errorsUnlikeBefore = nothingUnlikeBefore();
        }
        if (baseline.isKnown()) {
            double usual = baseline.errorShare();
            errorsUnlikeBefore.see(second, young, old, usual, above(usual, UNLIKE_BEFORE_SURPLUSES), usual);
            double before = Math.max(usual, LEAST_USUAL * settings.leastErrors());
            monolithUnlikeBefore.see(second, old, Tally.NONE, before, above(before, MONOLITH_SURPLUSES), before);
        }
        if (slowBucket >= 0) {
            double share = Math.min(baseline.slowShare(slowBucket), 0.1);
            slow.see(second, slow(pair.young()), slow(pair.old()), share, SLOW_GUESSES, 1);
        }
    }

    private boolean failsUnlikeBefore() {
        return errorsUnlikeBefore.isConclusive() && errors.isWorth(LIKELY) && !monolithUnlikeBefore.isConclusive();
    }

    private static double surplus(Evidence evidence) {
        return evidence.young().share() - evidence.old().share();
    }

    private double[] above(double share, double[] surpluses) {
        double[] guesses = new double[surpluses.length];
        for (int i = 0; i < guesses.length; i++) {
            guesses[i] = Math.min(0.99, share + surpluses[i] * settings.leastErrors());
        }
        return guesses;
    }

    private static Tally failed(Counts side) {
        return new Tally(side.judged(), side.errors());
    }

    private Tally slow(Counts side) {
        return new Tally(side.latencies().total(), side.latencies().slowerThan(slowBucket));
    }

    /** What a side answered to clients; where it lately answered none, what it was asked to compare. */
    private Counts answering(long second, Counts served, Counts asked, boolean isOld) {
        if (served.requests() > 0 && isOld) {
            oldLastServed = Math.max(second, oldLastServed);
        } else if (served.requests() > 0) {
            newLastServed = Math.max(second, newLastServed);
        }
        long lastServed = isOld ? oldLastServed : newLastServed;
        return second - lastServed > 10 ? asked : served;
    }

    private @Nullable Holding tooLittle(Tally old, Tally young) {
        if (old.total() >= settings.sample() && young.total() >= settings.sample()) {
            return null;
        }
        if (old.total() == 0 && young.total() >= settings.sample()) {
            return new Holding(
                    "The monolith answers nothing that the service could be compared with. A sample would: its"
                            + " requests are asked there too.");
        }
        return new Holding(
                "Too little to judge: in the last five minutes the service answered %,d requests and the monolith %,d; it takes %,d on each side."
                        .formatted(young.total(), old.total(), settings.sample()));
    }

    private boolean isBad(Tally side) {
        return side.total() >= settings.sample() && side.share() >= settings.bad();
    }

    private static Finding finding(Ground ground, Evidence evidence, long now, int slowerThan) {
        return new Finding(
                ground,
                evidence.young().bad(),
                evidence.young().total(),
                evidence.old().bad(),
                evidence.old().total(),
                now - evidence.since(),
                slowerThan);
    }

    private Tally sum(long after, boolean isOld) {
        Tally sum = Tally.NONE;
        for (Pair pair : remembered) {
            if (pair.second() > after) {
                sum = sum.plus(failed(isOld ? pair.old() : pair.young()));
            }
        }
        return sum;
    }
}
