package io.orkestro.notification.message;

import io.orkestro.notification.message.Notification.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a try to send a message ended.
 *
 * @param dueAt when it is tried again, null where it is not
 */
record Outcome(
        Status status,
        @Nullable String error,
        @Nullable String providerId,
        @Nullable Instant sentAt,
        @Nullable Instant dueAt) {

    static Outcome sent(String providerId, Instant at) {
        return new Outcome(Status.SENT, null, providerId, at, null);
    }

    static Outcome ended(Status status, String error) {
        return new Outcome(status, error, null, null, null);
    }

    static Outcome later(Instant dueAt, String error) {
        return new Outcome(Status.QUEUED, error, null, null, dueAt);
    }
}
