package io.orkestro.dispatch.delivery;

/** How far the search for a courier is. */
public enum DispatchState {
    /** For somebody to dispatch it. */
    WAITING_FOR_DISPATCH,
    /** For the time when couriers are asked. */
    SCHEDULED,
    /** For quotes. */
    QUOTING,
    /** For a courier's answer. */
    BOOKING,
    /** A courier has said yes. */
    BOOKED,
    /** Nobody was left; quotes are asked again after a pause. */
    SEARCHING,
    /** For a courier to be called off. */
    WITHDRAWING,
    DONE
}
