package io.orkestro.dispatch.delivery;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a delivery stands, and where it can go from there. */
public enum DeliveryStatus {
    PENDING,
    ASSIGNED,
    PICKUP_ARRIVED,
    PICKED_UP,
    DROPOFF_ENROUTE,
    DROPOFF_ARRIVED,
    DELIVERED,
    CANCELLED,
    RETURNING,
    RETURNED,
    FAILED,
    EXPIRED;

    /** What a courier's report means to a delivery in some status. */
    enum Step {
        /** It moves on. */
        FORWARD,
        /** It is there already, or past that. */
        NOTHING_NEW,
        /** That cannot be. */
        IMPOSSIBLE
    }

    /**
     * The statuses that may follow. Couriers may skip steps forwards. Goods once picked up cannot be cancelled; before,
     * a courier that cannot go on drops out, so that the next is asked, instead of failing the delivery.
     */
    Set<DeliveryStatus> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(ASSIGNED, CANCELLED, EXPIRED);
            case ASSIGNED ->
                EnumSet.of(PENDING, CANCELLED, PICKUP_ARRIVED, PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, DELIVERED);
            case PICKUP_ARRIVED ->
                EnumSet.of(PENDING, CANCELLED, PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, DELIVERED);
            case PICKED_UP -> EnumSet.of(DROPOFF_ENROUTE, DROPOFF_ARRIVED, DELIVERED, RETURNING, RETURNED, FAILED);
            case DROPOFF_ENROUTE -> EnumSet.of(DROPOFF_ARRIVED, DELIVERED, RETURNING, RETURNED, FAILED);
            case DROPOFF_ARRIVED -> EnumSet.of(DELIVERED, RETURNING, RETURNED, FAILED);
            case RETURNING -> EnumSet.of(RETURNED, FAILED);
            case DELIVERED, CANCELLED, RETURNED, FAILED, EXPIRED -> EnumSet.noneOf(DeliveryStatus.class);
        };
    }

    boolean allows(DeliveryStatus next) {
        return next().contains(next);
    }

    boolean isEnd() {
        return next().isEmpty();
    }

    /** Whether it is one that couriers report; the others are dispatch's own. */
    public boolean isReported() {
        return switch (this) {
            case ASSIGNED,
                    PICKUP_ARRIVED,
                    PICKED_UP,
                    DROPOFF_ENROUTE,
                    DROPOFF_ARRIVED,
                    DELIVERED,
                    RETURNING,
                    RETURNED,
                    FAILED -> true;
            case PENDING, CANCELLED, EXPIRED -> false;
        };
    }

    /** What a report of another status means here. */
    Step stepTo(DeliveryStatus reported) {
        boolean unconfirmed = this == PENDING; // only the marketplace makes a booking, so no report assigns
        if (unconfirmed || !reported.isReported()) {
            return Step.IMPOSSIBLE;
        }
        if (allows(reported)) {
            return Step.FORWARD;
        }
        return switch (this) {
            case PENDING, CANCELLED, EXPIRED -> Step.IMPOSSIBLE;
            case ASSIGNED, PICKUP_ARRIVED, PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, DELIVERED ->
                reported.compareTo(this) <= 0 ? Step.NOTHING_NEW : Step.IMPOSSIBLE;
            case RETURNING, RETURNED, FAILED ->
                reported != DELIVERED && reported.compareTo(this) <= 0 ? Step.NOTHING_NEW : Step.IMPOSSIBLE;
        };
    }

    /** As in JSON: {@code picked_up}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeliveryStatus> ofSlug(String slug) {
        return Arrays.stream(values())
                .filter(status -> status.slug().equals(slug))
                .findFirst();
    }
}
