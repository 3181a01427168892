package io.orkestro.platform.stack;

import java.util.Locale;

/** How long something took, for people. */
final class Stopwatch {

    private final long start = System.nanoTime();

    private Stopwatch() {}

    static Stopwatch start() {
        return new Stopwatch();
    }

    /** Such as "6.2 s". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
    }
}
