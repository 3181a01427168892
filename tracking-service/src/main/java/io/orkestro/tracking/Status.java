package io.orkestro.tracking;

/** Where a delivery stands, as dispatch spells it. */
public enum Status {
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

    /** Nothing comes after it. */
    public boolean isFinal() {
        return switch (this) {
            case DELIVERED, CANCELLED, RETURNED, FAILED, EXPIRED -> true;
            case PENDING, ASSIGNED, PICKUP_ARRIVED, PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED, RETURNING -> false;
        };
    }

    /** A courier is on the way to the pick-up, or waits there. */
    public boolean isBeforePickup() {
        return this == ASSIGNED || this == PICKUP_ARRIVED;
    }

    /** The goods are on their way to the recipient. */
    public boolean isCarrying() {
        return switch (this) {
            case PICKED_UP, DROPOFF_ENROUTE, DROPOFF_ARRIVED -> true;
            case PENDING, ASSIGNED, PICKUP_ARRIVED, DELIVERED, CANCELLED, RETURNING, RETURNED, FAILED, EXPIRED -> false;
        };
    }
}
