package io.orkestro.dispatch.intake.order;

import org.jspecify.annotations.Nullable;

/**
 * Where orders come from.
 *
 * @param retailerId whose they are
 * @param source what tells its orders from those of other sources: a connection's id, or {@code csv}
 * @param kind of shop: {@code shopify}; {@code csv} for files
 * @param connectionId null where there is none
 */
public record Origin(
        String retailerId,
        String source,
        String kind,
        @Nullable String connectionId,
        Mapping mapping) {}
