package io.orkestro.platform.stack.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a trace.
 *
 * @param application the process's label, such as {@code edge-2}
 * @param parent null at the beginning
 * @param startMicros since the epoch
 */
public record Span(
        String application,
        String trace,
        String id,
        @Nullable String parent,
        String name,
        long startMicros,
        long micros,
        boolean failed,
        Map<String, String> tags) {

    long endMicros() {
        return startMicros + micros;
    }
}
