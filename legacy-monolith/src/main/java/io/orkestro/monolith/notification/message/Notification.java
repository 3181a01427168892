package io.orkestro.monolith.notification.message;

import io.orkestro.monolith.notification.news.Masking;
import io.orkestro.platform.web.page.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to someone about a delivery.
 *
 * @param template the event whose rule made it, null where a person wrote it
 * @param address where it goes, null where none is known or the courier knows
 * @param error why it was not sent, or not yet
 * @param providerId the channel's own id for it
 */
record Notification(
        String id,
        String deliveryId,
        String retailerId,
        To to,
        Channel channel,
        @Nullable String template,
        @Nullable String subject,
        String text,
        @Nullable String address,
        Status status,
        int attempts,
        @Nullable String error,
        @Nullable String providerId,
        Instant createdAt,
        @Nullable Instant sentAt) {

    enum Status {
        QUEUED,
        SENT,
        FAILED,
        SUPPRESSED
    }

    /** As the API shows it: whom it went to can be recognised, not used. */
    record Response(
            String id,
            To to,
            Channel channel,
            @Nullable String template,
            @Nullable String subject,
            String text,
            @Nullable String address,
            Status status,
            int attempts,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant sentAt,
            @Nullable String providerId) {}

    Response toResponse() {
        return new Response(
                id,
                to,
                channel,
                template,
                subject,
                text,
                address == null ? null : Masking.mask(address),
                status,
                attempts,
                error,
                createdAt,
                sentAt,
                providerId);
    }

    Cursor cursor() {
        return new Cursor(createdAt, id);
    }
}
