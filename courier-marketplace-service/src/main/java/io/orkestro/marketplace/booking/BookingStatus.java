package io.orkestro.marketplace.booking;

/** Where a booking stands. */
public enum BookingStatus {
    /** The courier is asked, until {@code answerBy}. */
    OFFERED,
    /** The courier is bound to carry. */
    CONFIRMED,
    /** The courier, or its capacity, said no. */
    REJECTED,
    /** Nobody answered in time. */
    EXPIRED,
    /** Taken back, or the courier dropped out. */
    WITHDRAWN,
    /** The delivery has ended. */
    COMPLETED;

    /** Live bookings count against the courier's capacity; a delivery has one at most. */
    public boolean isLive() {
        return switch (this) {
            case OFFERED, CONFIRMED -> true;
            case REJECTED, EXPIRED, WITHDRAWN, COMPLETED -> false;
        };
    }
}
