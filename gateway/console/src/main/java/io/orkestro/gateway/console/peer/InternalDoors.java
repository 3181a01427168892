package io.orkestro.gateway.console.peer;

import tools.jackson.databind.JsonNode;

/** Calls to the applications' internal doors: short ones, and never inside a transaction. */
interface InternalDoors {

    /** Whether this installation has such a door at all. */
    boolean leadTo(Peer peer);

    /** @throws DoorClosed where there is no answer, or a refusal */
    JsonNode get(Peer peer, String path);

    /**
     * Without a body.
     *
     * @throws DoorClosed as {@link #get}; the call may have been carried out all the same
     */
    JsonNode post(Peer peer, String path);
}
