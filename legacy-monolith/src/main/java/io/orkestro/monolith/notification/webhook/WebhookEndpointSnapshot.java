package io.orkestro.monolith.notification.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint as it is, its secrets sealed; or that it is gone. */
record WebhookEndpointSnapshot(
        String id,
        String retailerId,
        String url,
        List<String> events,
        @Nullable String description,
        boolean enabled,
        @Nullable String disabledReason,
        String sealedSecret,
        @Nullable String sealedPreviousSecret,
        @Nullable Instant previousSecretEndsAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Boolean deleted) {}
