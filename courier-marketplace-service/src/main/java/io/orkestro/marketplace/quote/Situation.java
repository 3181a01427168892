package io.orkestro.marketplace.quote;

import io.orkestro.marketplace.courier.Courier;
import io.orkestro.marketplace.load.Load;

/**
 * What a courier's profile does not tell when it is asked for a load.
 *
 * @param liveBookings it has
 * @param serves both stops
 * @param isAsked false where its record is so bad that this time it is passed over
 */
record Situation(int liveBookings, boolean serves, boolean isAsked) {

    /** Whatever its record. */
    static Situation of(Courier courier, Load load, int liveBookings) {
        return new Situation(liveBookings, courier.profile().serviceArea().serves(load.pickup(), load.dropoff()), true);
    }
}
