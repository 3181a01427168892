package io.orkestro.gateway.console.page;

import java.util.Optional;

/** What somebody types to say why: 3 to 200 characters, for the audit. */
public final class Reasons {

    private Reasons() {}

    public static Optional<String> objectionTo(String reason) {
        int length = reason.strip().length();
        if (length >= 3 && length <= 200) {
            return Optional.empty();
        }
        return Optional.of("Say why, in 3 to 200 characters: it stands in the audit. Nothing was done.");
    }
}
