package io.orkestro.marketplace.booking;

/** What came of asking a booking to move. */
public sealed interface Transition {

    /** As it is now. */
    BookingSnapshot booking();

    /** It moved; everyone is to hear of it. */
    record Moved(BookingSnapshot booking) implements Transition {}

    /** It is there already: asked before, and no error. */
    record Repeated(BookingSnapshot booking) implements Transition {}

    /** It cannot move there from where it is. */
    record Illegal(BookingSnapshot booking) implements Transition {}
}
