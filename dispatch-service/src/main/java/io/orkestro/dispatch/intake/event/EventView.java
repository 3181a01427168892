package io.orkestro.dispatch.intake.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as its retailer sees it.
 *
 * @param orderIds the orders it told of
 */
record EventView(
        String id,
        String topic,
        Instant receivedAt,
        EventState state,
        @Nullable String detail,
        List<String> orderIds,
        int tries) {}
