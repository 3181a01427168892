package io.orkestro.notification.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orkestro.platform.web.page.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to post one webhook, as the log shows it.
 *
 * @param eventId the {@code webhook-id}
 * @param responseBody the answer's first kilobyte
 * @param error where there was no answer
 * @param nextAttemptAt when it is tried again
 */
record WebhookAttempt(
        String id,
        String eventId,
        String type,
        @Nullable String deliveryId,
        Status status,
        int number,
        @Nullable Integer responseStatus,
        @Nullable String responseBody,
        @Nullable String error,
        @Nullable Long durationMillis,
        Instant createdAt,
        @Nullable Instant nextAttemptAt) {

    enum Status {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    @JsonIgnore
    Cursor cursor() {
        return new Cursor(createdAt, id);
    }
}
