package io.orkestro.gateway.flags;

import java.util.Locale;
import java.util.Map;

/** The first step of the way back from complete: the monolith keeps replicas again, and does nothing else. */
final class Return {

    static final String RETURNING = "returning";
    static final String YES = "yes";

    static final StageParameter ASKED = new StageParameter(
            RETURNING,
            "Return",
            "Empty: the monolith's part is retired. “yes”: it keeps replicas again and the service tells it everything, so"
                    + " that Live may follow.",
            true,
            text -> in(text).isEmpty() || in(text).equals(YES) ? null : "Say “yes”, or leave it empty.");

    private Return() {}

    static boolean isAsked(Map<String, String> texts) {
        return in(texts.getOrDefault(RETURNING, "")).equals(YES);
    }

    /** In one spelling. */
    static String in(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
