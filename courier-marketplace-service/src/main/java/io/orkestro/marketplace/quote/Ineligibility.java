package io.orkestro.marketplace.quote;

/** Why a courier cannot carry a load. */
public enum Ineligibility {
    /** Ops paused it. */
    PAUSED,
    /** A stop is outside its service area. */
    OUTSIDE_SERVICE_AREA,
    /** It does not work at the time of the pick-up. */
    CLOSED,
    /** No vehicle of it carries this weight. */
    TOO_HEAVY,
    /** No vehicle of it carries an item of this size. */
    TOO_LARGE,
    /** No vehicle of it may carry goods of this value. */
    ORDER_VALUE_TOO_HIGH,
    /** It charges in another currency than that of the goods. */
    OTHER_CURRENCY,
    /** It cannot do what the delivery requires. */
    REQUIREMENT_NOT_MET,
    /** It would arrive after the drop-off's deadline. */
    TOO_LATE,
    /** It has as many live bookings as it takes. */
    AT_CAPACITY,
    /** It lately failed so often that it is not always asked. */
    UNHEALTHY,
    /** It was asked for its price and said no. */
    REFUSED,
    /** It was asked for its price and did not name one in time. */
    NO_ANSWER
}
