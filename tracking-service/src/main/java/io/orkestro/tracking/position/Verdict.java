package io.orkestro.tracking.position;

import java.util.Locale;

/** What became of a fix. None of it is an error: devices do such things. */
enum Verdict {
    /** The live picture shows it. */
    LIVE,
    /** Recorded before the one shown; kept in the history alone. */
    LATE,
    /** That moment of the attempt is known already. */
    REPEATED,
    TOO_OLD,
    FROM_THE_FUTURE,
    /** What a device without a fix reports: the Gulf of Guinea. */
    NOWHERE,
    /** Nobody could have come there from the last one in that time. */
    TOO_FAST,
    /** The delivery is over. */
    ENDED;

    boolean isKept() {
        return switch (this) {
            case LIVE, LATE -> true;
            case REPEATED, TOO_OLD, FROM_THE_FUTURE, NOWHERE, TOO_FAST, ENDED -> false;
        };
    }

    /** As the API spells it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
