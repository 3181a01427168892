package io.orkestro.gateway.console.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as pages show them: in UTC, and saying so. */
public final class PageTime {

    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TO_THE_MILLISECOND =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss.SSS 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);

    private PageTime() {}

    /** To the minute. */
    public static String of(Instant time) {
        return TO_THE_MINUTE.format(time);
    }

    public static String toTheSecond(Instant time) {
        return TO_THE_SECOND.format(time);
    }

    /** For what happens within a second of each other. */
    public static String toTheMillisecond(Instant time) {
        return TO_THE_MILLISECOND.format(time);
    }
}
