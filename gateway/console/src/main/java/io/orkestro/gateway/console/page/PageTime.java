package io.orkestro.gateway.console.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as pages show them: to the minute, in UTC, and saying so. */
public final class PageTime {

    private static final DateTimeFormatter TO_THE_MINUTE =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);

    private PageTime() {}

    public static String of(Instant time) {
        return TO_THE_MINUTE.format(time);
    }
}
