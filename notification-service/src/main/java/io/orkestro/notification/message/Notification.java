package io.orkestro.notification.message;

import io.orkestro.notification.news.Masking;
import io.orkestro.platform.web.page.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to someone, mostly about a delivery.
 *
 * @param deliveryId null where it is about something else of the retailer's
 * @param template the event whose rule made it, null where a person wrote it
 * @param address where it goes, null where none is known or the courier knows
 * @param dueAt when it is sent, or tried again; null once that is over
 * @param eta the arrival it tells of
 * @param error why it was not sent, or not yet
 * @param providerId the channel's own id for it
 */
record Notification(
        String id,
        @Nullable String deliveryId,
        String retailerId,
        To to,
        Channel channel,
        @Nullable String template,
        @Nullable String subject,
        String text,
        @Nullable String address,
        Status status,
        int attempts,
        @Nullable Instant dueAt,
        @Nullable Instant eta,
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

    /**
     * As it is when it has just been written.
     *
     * @param fault why it is never sent, null where it is
     * @param dueAt when it is sent, where it is
     */
    static Notification written(
            String id,
            @Nullable String deliveryId,
            String retailerId,
            To to,
            Channel channel,
            @Nullable String template,
            Texts.Text text,
            @Nullable String address,
            @Nullable Instant eta,
            @Nullable String fault,
            Instant dueAt,
            Instant now) {
        return new Notification(
                id,
                deliveryId,
                retailerId,
                to,
                channel,
                template,
                text.subject(),
                text.body(),
                address,
                fault == null ? Status.QUEUED : Status.SUPPRESSED,
                0,
                fault == null ? dueAt : null,
                eta,
                fault,
                null,
                now,
                null);
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
            @Nullable Instant nextAttemptAt,
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
                dueAt,
                createdAt,
                sentAt,
                providerId);
    }

    /** As it is after a try. */
    Notification after(Outcome outcome) {
        return new Notification(
                id,
                deliveryId,
                retailerId,
                to,
                channel,
                template,
                subject,
                text,
                address,
                outcome.status(),
                attempts,
                outcome.dueAt(),
                eta,
                outcome.error(),
                outcome.providerId(),
                createdAt,
                outcome.sentAt());
    }

    /** For logs: neither whom it is for nor what it says. */
    @Override
    public String toString() {
        return "Notification[%s %s %s]".formatted(id, channel, status);
    }

    Cursor cursor() {
        return new Cursor(createdAt, id);
    }
}
