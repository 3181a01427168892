package io.orkestro.marketplace.sandbox;

import io.orkestro.marketplace.place.Location;
import io.orkestro.marketplace.report.ReportedStatus;
import org.jspecify.annotations.Nullable;

/**
 * One thing a driver does.
 *
 * @param gapMillis after the step before, at speed 1
 * @param status of a report
 * @param at of a position
 * @param lateMillis how long before it is sent it happened, at speed 1
 */
record Step(
        Kind kind,
        long gapMillis,
        @Nullable ReportedStatus status,
        @Nullable Location at,
        long lateMillis) {

    enum Kind {
        ACCEPT,
        REJECT,
        DROP,
        REPORT,
        POSITION
    }

    static Step accept(long gapMillis) {
        return new Step(Kind.ACCEPT, gapMillis, null, null, 0);
    }

    static Step reject(long gapMillis) {
        return new Step(Kind.REJECT, gapMillis, null, null, 0);
    }

    static Step drop(long gapMillis) {
        return new Step(Kind.DROP, gapMillis, null, null, 0);
    }

    static Step report(long gapMillis, ReportedStatus status) {
        return new Step(Kind.REPORT, gapMillis, status, null, 0);
    }

    static Step position(long gapMillis, Location at) {
        return new Step(Kind.POSITION, gapMillis, null, at, 0);
    }

    /** The same, told again or only later. */
    Step late(long gapMillis, long lateMillis) {
        return new Step(kind, gapMillis, status, at, lateMillis);
    }

    Step atPace(double factor) {
        return new Step(kind, Math.round(gapMillis / factor), status, at, Math.round(lateMillis / factor));
    }
}
