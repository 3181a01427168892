package io.orkestro.gateway.console.migration;

import java.util.Locale;

/**
 * A share, and between which values it lies with 95 % confidence by Wilson's score, which holds near 0 too, where these
 * shares ought to be.
 *
 * @param share of the whole, 0 to 1
 */
record Interval(double share, double low, double high) {

    private static final double Z = 1.959964;

    /** @param whole above 0 */
    static Interval of(long part, long whole) {
        double share = (double) part / whole;
        double spread = Z * Z / whole;
        double centre = (share + spread / 2) / (1 + spread);
        double half = Z / (1 + spread) * Math.sqrt(share * (1 - share) / whole + spread / (4.0 * whole));
        return new Interval(share, Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** {@code 0.42 % (0.31 to 0.57 %)}. */
    String words() {
        return String.format(Locale.ROOT, "%.2f %% (%.2f to %.2f %%)", 100 * share, 100 * low, 100 * high);
    }
}
