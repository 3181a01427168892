package io.orkestro.gateway.console.guard;

import java.util.Locale;

/** What the guard thinks of a service, with its reasons in words for people. */
sealed interface Judgement {

    String words();

    /** Not worse, as far as it can be told. */
    record Watching(String words) implements Judgement {}

    /** Too little to tell. */
    record Holding(String words) implements Judgement {}

    /** Something is wrong that going back would not mend, or that nothing can be compared with. */
    record Alarmed(String words) implements Judgement {}

    /** Clearly worse. */
    record Worse(Finding finding) implements Judgement {

        @Override
        public String words() {
            return finding.words();
        }
    }

    /** Why. */
    enum Ground {
        ERRORS,
        LATENCY
    }

    /**
     * The figures of a verdict.
     *
     * @param newBad of the service's requests that were counted, those that failed or were slow
     * @param seconds how long it took to see
     * @param slowerThan what slow means, in milliseconds; 0 where errors were counted
     */
    record Finding(
            Ground ground, long newBad, long newTotal, long oldBad, long oldTotal, long seconds, int slowerThan) {

        /** At most 200 characters: it is the reason of a change of flag. */
        String words() {
            String did = ground == Ground.LATENCY ? "took longer than %,d ms for".formatted(slowerThan) : "failed";
            return String.format(
                    Locale.ROOT,
                    "the service %s %s, the monolith %s, in %,d s",
                    did,
                    share(newBad, newTotal),
                    share(oldBad, oldTotal),
                    seconds);
        }
    }

    /** {@code 24 of 450 (5.3 %)}. */
    static String share(long part, long whole) {
        return whole == 0
                ? "none of 0"
                : String.format(Locale.ROOT, "%,d of %,d (%.1f %%)", part, whole, 100.0 * part / whole);
    }
}
