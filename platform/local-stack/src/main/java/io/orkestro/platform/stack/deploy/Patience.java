package io.orkestro.platform.stack.deploy;

import java.time.Duration;

/**
 * How long a deployment waits.
 *
 * @param ready for a new build to be ready, at most
 * @param watch for signs that it is worse, with the old one still there
 * @param noticed until whoever sends requests has surely seen that somebody is ready
 */
public record Patience(Duration ready, Duration watch, Duration noticed) {

    public static final Patience USUAL =
            new Patience(Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofSeconds(2));
}
