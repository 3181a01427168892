package io.orkestro.platform.observability;

import org.jspecify.annotations.Nullable;

/**
 * Work that waited in a row.
 *
 * @param traceparent of the step that left it there; null where that was not traced
 */
public record Traced<W>(W work, @Nullable String traceparent) {}
