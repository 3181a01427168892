package io.orkestro.gateway.console.guard;

import static io.orkestro.gateway.console.guard.Judgement.share;

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
import org.jspecify.annotations.Nullable;

/**
 * One capability under the eyes of the guard, between two changes of its flag: takes the seconds, in any order and each
 * but once, and says what it thinks. No I/O and no clock.
 *
 * <p>Four things are tested, each with a part of {@code alpha}. <b>Errors</b> (0.3 of it), second by second: right
 * whatever happens to both sides at once, and the slower for it. <b>Errors unlike before</b> (0.6): the same, taking for
 * granted that the monolith fails no more than it did in the last minutes. Where something hits both sides that is wrong
 * until the next minutes have taught it, so this counts only where the seconds themselves make it likely too, fifty to
 * one. <b>Latency</b> (0.05) is tested as a proportion as well: the share of requests that take longer than what 95 of 100
 * of the monolith's took within, in the minutes before. A service that takes three times as long has many times as many
 * of those, whatever the shape of the distribution. <b>Gross failure</b> has the last 0.05.
 *
 * <p>Gross failure is the rule of thumb "more than a fifth fails, the monolith is well", with half the requests. By itself
 * the rule would be wrong every few hours where both sides fail a few of a hundred at ten requests a second, so that it
 * has its own evidence, which one second may decide.
 */
final class Watch {

    private static final long GRACE = 2;
    private static final long REMEMBERED = 300;
    private static final long GROSS_SECONDS = 5;
    private static final long MINUTE = 60;
    private static final double LOG_20 = Math.log(20);
    private static final double UNLIMITED = 500;
    private static final double LIKELY = 50;

    /** What a guess adds to the monolith's share, in least effects. */
    private static final double[] SURPLUSES = {3, 8, 20, 60};

    private static final double[] GROSS_GUESSES = {0.3, 0.6, 0.95};
    private static final double[] SLOW_GUESSES = {0.15, 0.35, 0.7};

    private final GuardProperties settings;
    private final long changedAt;
    private final Baseline baseline = new Baseline();
    private final Deque<Pair> remembered = new ArrayDeque<>();

    private Evidence errors;
    private Evidence unlikeBefore;
    private Evidence slow;
    private Evidence gross;
    private int slowBucket = -1;
    private long latest;
    private long suspectedErrors;
    private long suspectedSlow;
    private long oldLastServed;
    private long newLastServed;

    /**
     * @param changedAt second since the epoch in which the flag last changed
     * @param isBeginning whether it is watched from there on; not where somebody takes over later
     */
    Watch(GuardProperties settings, long changedAt, boolean isBeginning) {
        this.settings = settings;
        this.changedAt = changedAt;
        this.errors = errors(0.3, isBeginning);
        this.unlikeBefore = errors(0.6, isBeginning);
        this.slow = slow(isBeginning);
        this.gross = gross(isBeginning);
    }

    /** A second of both sides. */
    private record Pair(long second, Counts old, Counts young) {}

    /** Of a side in some seconds. */
    private record Tally(long judged, long errors) {

        double errorShare() {
            return judged == 0 ? 0 : (double) errors / judged;
        }

        String words() {
            return share(errors, judged);
        }
    }

    /**
     * Edges need a moment to follow a change: what they saw before and during it is what the monolith is measured by, and
     * judges nobody.
     */
    void see(Seen seen) {
        Counts old = answering(seen.epochSecond(), seen.oldServed(), seen.oldAsked(), true);
        if (seen.epochSecond() <= changedAt + GRACE) {
            baseline.learn(old);
            return;
        }
        Counts young = answering(seen.epochSecond(), seen.newServed(), seen.newAsked(), false);
        judge(new Pair(seen.epochSecond(), old, young));
        baseline.learn(old);
    }

    /** @param now second since the epoch */
    Judgement judgement(long now) {
        Tally oldMinute = sum(now - MINUTE, true);
        Tally newMinute = sum(now - MINUTE, false);
        if (isGross(newMinute) && oldMinute.judged() == 0) {
            return new Alarmed(
                    "The service failed %s in the last minute, and there is nothing to compare it with: a sample would tell whether going back helps."
                            .formatted(newMinute.words()));
        }
        if (isBad(oldMinute) && isBad(newMinute)) {
            return new Alarmed(
                    "Both sides are in trouble: in the last minute the service failed %s, the monolith %s. Going back would not help."
                            .formatted(newMinute.words(), oldMinute.words()));
        }
        @Nullable Finding grossly = grossly(now, oldMinute);
        if (grossly != null) {
            return new Worse(grossly);
        }
        boolean failsMore = isClear(errors) || (isClear(unlikeBefore) && errors.isWorth(LIKELY));
        if (failsMore && errors.newShare() - errors.oldShare() >= settings.leastErrors()) {
            return new Worse(finding(Ground.ERRORS, errors, now - suspectedErrors, 0));
        }
        if (isClear(slow) && slow.newShare() >= settings.leastSlow() * slow.oldShare()) {
            return new Worse(finding(Ground.LATENCY, slow, now - suspectedSlow, Latencies.boundOf(slowBucket)));
        }
        @Nullable Holding tooLittle = tooLittle(sum(now - REMEMBERED, true), sum(now - REMEMBERED, false));
        return tooLittle != null
                ? tooLittle
                : new Watching("In the last minute the service failed %s, the monolith %s."
                        .formatted(newMinute.words(), oldMinute.words()));
    }

    private Evidence errors(double part, boolean isBeginning) {
        return new Evidence(SURPLUSES.length, part * settings.alpha(), LOG_20, isBeginning);
    }

    private Evidence slow(boolean isBeginning) {
        return new Evidence(SLOW_GUESSES.length, 0.05 * settings.alpha(), LOG_20, isBeginning);
    }

    private Evidence gross(boolean isBeginning) {
        return new Evidence(GROSS_GUESSES.length, 0.05 * settings.alpha(), UNLIMITED, isBeginning);
    }

    private void beginAnew() {
        errors = errors(0.3, false);
        unlikeBefore = errors(0.6, false);
        slow = slow(false);
        gross = gross(false);
        remembered.clear();
    }

    private void judge(Pair pair) {
        long second = pair.second();
        if (latest > 0 && second - latest > settings.silence().toSeconds()) {
            beginAnew();
        }
        if (second > latest) {
            long elapsed = latest == 0
                    ? 1
                    : Math.min(second - latest, settings.silence().toSeconds());
            errors.elapse(elapsed);
            unlikeBefore.elapse(elapsed);
            slow.elapse(elapsed);
            gross.elapse(elapsed);
            latest = second;
        }
        remembered.addLast(pair);
        while (remembered.getFirst().second() < second - REMEMBERED) {
            remembered.removeFirst();
        }
        if (errors.isAtItsLowest() || suspectedErrors == 0) {
            suspectedErrors = second - 1;
        }
        if (slow.isAtItsLowest() || slowBucket < 0) {
            suspectedSlow = second - 1;
            slowBucket = baseline.slowBucket((double) settings.leastLatency().toMillis());
        }
        Counts old = pair.old();
        Counts young = pair.young();
        double expected = baseline.errorShare();
        double[] guesses = surplus(expected);
        tell(errors, young, old, expected, guesses, 1);
        tell(unlikeBefore, young, old, expected, guesses, Math.max(expected, baseline.errorCeiling()));
        tell(gross, young, old, Math.min(expected, 0.05), GROSS_GUESSES, 1);
        if (slowBucket >= 0) {
            slow.see(
                    young.latencies().total(),
                    young.latencies().slowerThan(slowBucket),
                    old.latencies().total(),
                    old.latencies().slowerThan(slowBucket),
                    Math.min(baseline.slowShare(slowBucket), 0.1),
                    SLOW_GUESSES,
                    1);
        }
    }

    private double[] surplus(double expected) {
        double[] guesses = new double[SURPLUSES.length];
        for (int i = 0; i < guesses.length; i++) {
            guesses[i] = Math.min(0.99, expected + SURPLUSES[i] * settings.leastErrors());
        }
        return guesses;
    }

    private static void tell(
            Evidence evidence, Counts young, Counts old, double expected, double[] guesses, double ceiling) {
        evidence.see(young.judged(), young.errors(), old.judged(), old.errors(), expected, guesses, ceiling);
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
        if (old.judged() >= settings.sample() && young.judged() >= settings.sample()) {
            return null;
        }
        if (old.judged() == 0 && young.judged() >= settings.sample()) {
            return new Holding(
                    "The monolith answers nothing that the service could be compared with. A sample would: its"
                            + " requests are asked there too.");
        }
        return new Holding(
                "Too little to judge: in the last five minutes the service answered %,d requests and the monolith %,d; it takes %,d on each side."
                        .formatted(young.judged(), old.judged(), settings.sample()));
    }

    private boolean isClear(Evidence evidence) {
        return evidence.isConclusive()
                && evidence.newTotal() >= settings.sample()
                && evidence.oldTotal() >= settings.sample();
    }

    private boolean isBad(Tally side) {
        return side.judged() >= settings.grossSample() && side.errorShare() >= settings.bad();
    }

    private boolean isGross(Tally side) {
        return side.judged() >= settings.grossSample() && side.errorShare() > settings.gross();
    }

    private @Nullable Finding grossly(long now, Tally oldMinute) {
        long since = latest - GROSS_SECONDS;
        Tally young = sum(since, false);
        Tally old = sum(since, true);
        boolean oldIsWell = oldMinute.judged() >= settings.grossSample()
                && oldMinute.errorShare() < settings.bad()
                && old.errorShare() < settings.bad();
        return isGross(young) && oldIsWell && gross.isConclusive()
                ? new Finding(
                        Ground.GROSS,
                        young.errors(),
                        young.judged(),
                        old.errors(),
                        old.judged(),
                        Math.min(GROSS_SECONDS, now - changedAt),
                        0)
                : null;
    }

    private static Finding finding(Ground ground, Evidence evidence, long seconds, int slowerThan) {
        return new Finding(
                ground,
                evidence.newBad(),
                evidence.newTotal(),
                evidence.oldBad(),
                evidence.oldTotal(),
                seconds,
                slowerThan);
    }

    private Tally sum(long after, boolean isOld) {
        long judged = 0;
        long errors = 0;
        for (Pair pair : remembered) {
            if (pair.second() > after) {
                Counts side = isOld ? pair.old() : pair.young();
                judged += side.judged();
                errors += side.errors();
            }
        }
        return new Tally(judged, errors);
    }
}
