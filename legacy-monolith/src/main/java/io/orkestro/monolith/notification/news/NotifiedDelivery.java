package io.orkestro.monolith.notification.news;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as notification remembers it.
 *
 * @param sequence of the newest event heard
 * @param heardAt when that was, on whichever side
 */
public record NotifiedDelivery(long sequence, String retailerId, Facts facts, Instant heardAt) {

    /** What is read of dispatch's snapshots, and kept. */
    public record Facts(
            String id,
            @Nullable String externalId,
            Status status,
            Contact pickup,
            Contact dropoff,
            @Nullable Courier courier,
            @Nullable Instant dropoffEta,
            String trackingCode,
            @Nullable String trackingUrl,
            @Nullable String language,
            @Nullable Reason failure,
            @Nullable Reason cancellation) {}

    public record Contact(
            String name,
            @Nullable String business,
            @Nullable String phone,
            @Nullable String email,
            Country address) {}

    public record Country(String country) {}

    public record Courier(
            String id,
            @Nullable String name,
            @Nullable String vehicle,
            @Nullable String driverName) {}

    public record Reason(@Nullable String reason) {}

    public String id() {
        return facts.id();
    }
}
