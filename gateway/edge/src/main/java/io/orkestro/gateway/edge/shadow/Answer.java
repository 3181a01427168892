package io.orkestro.gateway.edge.shadow;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * As much of one side's answer as is compared.
 *
 * @param contentType without parameters, in lower case
 * @param isPlain not compressed
 * @param isReplay the side says that it had answered this before
 * @param body nobody else holds it, and nobody writes to it any more
 */
@SuppressWarnings("ArrayRecordComponent") // Answers are compared by their fields, never as they are.
record Answer(
        int status,
        @Nullable String location,
        @Nullable String contentType,
        boolean hasRetryAfter,
        boolean isPlain,
        boolean isReplay,
        byte[] body) {

    static final String REPLAYED = "Idempotent-Replayed";

    static Answer of(
            int status,
            @Nullable String location,
            @Nullable String contentType,
            @Nullable String contentEncoding,
            @Nullable String retryAfter,
            @Nullable String replayed,
            byte[] body) {
        return new Answer(
                status,
                location,
                contentType == null
                        ? null
                        : contentType.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT),
                retryAfter != null,
                contentEncoding == null || contentEncoding.equalsIgnoreCase("identity"),
                "true".equalsIgnoreCase(replayed),
                body);
    }

    boolean isJson() {
        return contentType != null && (contentType.equals("application/json") || contentType.endsWith("+json"));
    }

    /** JSON that can be read here, or nothing at all. */
    boolean isComparable() {
        return body.length == 0 || (isJson() && isPlain);
    }
}
