package io.orkestro.notification.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to register.
 *
 * @param events what it hears of; absent is everything
 */
record NewWebhookEndpoint(
        @NotBlank @Size(max = 2000) String url,
        @Size(min = 1, max = 50) @Nullable List<@EventType String> events,
        @Size(max = 200) @Nullable String description) {}
