package io.orkestro.marketplace.courier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How far a courier is to be relied on, by its own record.
 *
 * <p>Each {@link Trait} is the share of times it held in the last {@link #WINDOW}. What is a {@link #HALF_LIFE} old counts
 * half, so that one bad day does not undo a good fortnight, and a bad fortnight is forgotten. {@link #CREDIT} times that it
 * held are added to everyone's record: a new courier is healthy, and a small one is not judged by two offers. Beyond the
 * credit only shares count, not how many bookings there were. The score is the product of the traits' factors.
 *
 * <p>A courier is failing from when its score falls below {@link #FAILS_BELOW} until it reaches {@link #RECOVERS_AT}. That
 * follows from the record alone, as it grew, so that nothing has to be remembered. A failing courier is asked as often as
 * its score says, and at least {@link #LEAST_ASKED} of the time: that is how it can show that it has recovered. One that
 * nobody asks recovers too, as its record grows old.
 *
 * @param score 0 to 1
 * @param parts why the score is what it is
 */
public record Health(double score, boolean failing, List<Part> parts) {

    public static final Duration WINDOW = Duration.ofDays(14);
    public static final double FAILS_BELOW = 0.5;
    public static final double RECOVERS_AT = 0.7;
    public static final double LEAST_ASKED = 0.05;

    static final Duration HALF_LIFE = Duration.ofDays(2);
    static final double CREDIT = 20;

    /** Of someone of whom nothing is known. */
    public static final Health NEW = of(List.of(), Instant.EPOCH);

    /** What a retailer relies on. */
    public enum Trait {
        /** It says yes or no in time. */
        ANSWERS(1),
        /** It says yes. A no in time costs little, so it weighs half. */
        ACCEPTS(0.5),
        /** What it said yes to, it carries to the end. */
        KEEPS_ITS_WORD(1);

        private final double weight;

        Trait(double weight) {
            this.weight = weight;
        }
    }

    /**
     * One trait's part in the score.
     *
     * @param rate share of times it held, credit included, 0 to 1
     * @param times how many there were, the older the less, credit not included
     * @param factor what it makes of the score, 0 to 1
     */
    public record Part(Trait trait, double rate, double times, double factor) {}

    public Health {
        parts = List.copyOf(parts);
    }

    /**
     * @param record in any order; what is not of the last {@link #WINDOW} is left out
     */
    public static Health of(List<Tally> record, Instant now) {
        Instant from = now.minus(WINDOW);
        Course course = new Course(from);
        record.stream()
                .filter(tally -> tally.at().isAfter(from) && !tally.at().isAfter(now))
                .sorted(Comparator.comparing(Tally::at))
                .forEach(course::take);
        return course.at(now);
    }

    /** How much of the time it is asked, {@link #LEAST_ASKED} to 1. */
    public double askedShare() {
        return failing ? Math.max(LEAST_ASKED, score) : 1;
    }

    /** Whether it is asked this time; the same request always gets the same answer at the same health. */
    public boolean isAsked(String requestId, String courierId) {
        return !failing || lot(requestId + ">" + courierId) < askedShare();
    }

    /** Spread evenly over 0 to 1, exclusive. */
    private static double lot(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** How often a trait held and how often not, the older the less. */
    private static final class Memory {

        private double held;
        private double missed;

        void add(int good, int bad) {
            held += good;
            missed += bad;
        }

        void fade(double fading) {
            held *= fading;
            missed *= fading;
        }

        Part of(Trait trait) {
            double rate = (held + CREDIT) / (held + missed + CREDIT);
            return new Part(trait, rate, held + missed, Math.pow(rate, trait.weight));
        }
    }

    /** The record told from its beginning. */
    private static final class Course {

        private final Memory answers = new Memory();
        private final Memory accepts = new Memory();
        private final Memory keeps = new Memory();
        private Instant time;
        private boolean failing;

        Course(Instant from) {
            this.time = from;
        }

        void take(Tally tally) {
            age(tally.at());
            judge();
            answers.add(tally.offers() - tally.timeouts(), tally.timeouts());
            accepts.add(tally.confirmed(), tally.rejections());
            keeps.add(tally.completed(), tally.dropOuts());
            judge();
        }

        Health at(Instant now) {
            age(now);
            judge();
            return new Health(score(), failing, parts());
        }

        private void age(Instant to) {
            double fading = Math.pow(0.5, (double) Duration.between(time, to).toMillis() / HALF_LIFE.toMillis());
            List.of(answers, accepts, keeps).forEach(memory -> memory.fade(fading));
            time = to;
        }

        private void judge() {
            failing = score() < (failing ? RECOVERS_AT : FAILS_BELOW);
        }

        private double score() {
            return parts().stream().mapToDouble(Part::factor).reduce(1, (one, other) -> one * other);
        }

        private List<Part> parts() {
            return List.of(answers.of(Trait.ANSWERS), accepts.of(Trait.ACCEPTS), keeps.of(Trait.KEEPS_ITS_WORD));
        }
    }
}
