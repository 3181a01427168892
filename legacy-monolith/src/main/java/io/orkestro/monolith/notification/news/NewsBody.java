package io.orkestro.monolith.notification.news;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * News as retailers' systems read it.
 *
 * @param id the {@code webhook-id}, the same in every try; in the feed that of the event
 * @param sequence null where the news is not a change of the delivery
 * @param livemode false where a sandbox courier carries, and in tests
 */
public record NewsBody(
        String id,
        String type,
        Instant createdAt,
        @Nullable Long sequence,
        @Nullable String deliveryId,
        @Nullable String externalId,
        boolean livemode,
        Object data) {}
