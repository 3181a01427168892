package io.orkestro.gateway.console.peer;

import java.time.Duration;
import java.util.Locale;

/** How long ago something was, as pages say it. */
final class Age {

    private Age() {}

    static String inWords(Duration age) {
        if (age.compareTo(Duration.ofMinutes(2)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, age.toMillis()) / 1000.0);
        }
        return age.compareTo(Duration.ofHours(2)) < 0
                ? "%d min".formatted(age.toMinutes())
                : "%d h".formatted(age.toHours());
    }
}
