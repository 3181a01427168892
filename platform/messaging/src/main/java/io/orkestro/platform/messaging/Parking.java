package io.orkestro.platform.messaging;

/** Where a message goes that its consumer cannot handle. */
@FunctionalInterface
interface Parking {

    /** Returns when it is there for good. */
    void park(Subscription subscription, ParkingLot.Unhandled message);
}
