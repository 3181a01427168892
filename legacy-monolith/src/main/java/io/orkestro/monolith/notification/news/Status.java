package io.orkestro.monolith.notification.news;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands, as dispatch spells it; in the order of its life. */
public enum Status {
    PENDING,
    ASSIGNED,
    PICKUP_ARRIVED,
    PICKED_UP,
    DROPOFF_ENROUTE,
    DROPOFF_ARRIVED,
    RETURNING,
    DELIVERED,
    CANCELLED,
    RETURNED,
    FAILED,
    EXPIRED;

    public boolean isFinal() {
        return switch (this) {
            case DELIVERED, CANCELLED, RETURNED, FAILED, EXPIRED -> true;
            case PENDING, ASSIGNED, PICKUP_ARRIVED, PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, RETURNING -> false;
        };
    }

    /** As dispatch spells them: nothing follows. */
    static final List<String> FINAL = Arrays.stream(values())
            .filter(Status::isFinal)
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .toList();

    /** The status an event says was reached, or empty where it is not about one. */
    public static Optional<Status> reachedBy(String type) {
        return Arrays.stream(values())
                .filter(status -> type.equals("delivery." + status.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
