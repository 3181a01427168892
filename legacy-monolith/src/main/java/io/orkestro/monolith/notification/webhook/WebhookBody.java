package io.orkestro.monolith.notification.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is posted.
 *
 * @param id the {@code webhook-id}, the same in every try
 * @param sequence null where the news is not a change of the delivery
 * @param livemode false where a sandbox courier carries, and in tests
 */
record WebhookBody(
        String id,
        String type,
        Instant createdAt,
        @Nullable Long sequence,
        @Nullable String deliveryId,
        @Nullable String externalId,
        boolean livemode,
        Object data) {}
