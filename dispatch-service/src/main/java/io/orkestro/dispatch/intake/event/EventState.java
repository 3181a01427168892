package io.orkestro.dispatch.intake.event;

/** What became of an event. */
enum EventState {
    /** It is still to be worked through. */
    WAITING,
    /** It told of orders. */
    DONE,
    /** It says nothing that matters here; why is in its detail. */
    IGNORED,
    /** It could not be understood, or not for a day; why is in its detail. It can be replayed. */
    FAILED
}
