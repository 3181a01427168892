package io.orkestro.notification.webhook;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes about an endpoint; what is absent stays. */
record WebhookEndpointPatch(
        @Size(min = 1, max = 2000) @Nullable String url,
        @Size(min = 1, max = 50) @Nullable List<@EventType String> events,
        @Size(max = 200) @Nullable String description,
        @Nullable Boolean enabled) {}
