package io.orkestro.platform.stack.deploy;

/** What the edges count while a deployment goes on. */
public interface Counts {

    /** Where edges are not asked: nothing is seen to fail. */
    Counts UNKNOWN = new Counts() {

        @Override
        public Tally own() {
            return Tally.NONE;
        }

        @Override
        public String inWords(Tally seen) {
            return "stays ready; what it answers is not looked at";
        }
    };

    /** Of requests that the application served which is being deployed, since the beginning. */
    Tally own();

    /** For whoever looks on. */
    default String inWords(Tally seen) {
        return "%d requests, %d failed".formatted(seen.requests(), seen.failures());
    }
}
