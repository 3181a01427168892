package io.orkestro.notification.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its retailer sees it.
 *
 * @param secret only in the answers that make one
 */
record WebhookEndpointResponse(
        String id,
        String url,
        List<String> events,
        @Nullable String description,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant previousSecretExpiresAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String secret) {}
