package io.orkestro.monolith.marketplace.courier;

import tools.jackson.databind.JsonNode;

/**
 * What a courier has on its hands and is handed over with it: its live bookings, those that ended a moment ago, and what
 * it is still to be told. Within the caller's transaction, under the courier's lock.
 */
public interface Burden {

    JsonNode of(String courierId);

    /** The courier changed hands, and its burden with it; nothing else is different. */
    void follow(String courierId);

    /** What the other side says of it takes the place of what is believed here. */
    void become(String courierId, JsonNode burden);

    /** What is not handed over and goes on here to its end, wherever its courier is: rides of sandbox drivers. */
    long leftBehind();
}
