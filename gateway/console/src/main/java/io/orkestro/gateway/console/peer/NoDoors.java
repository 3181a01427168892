package io.orkestro.gateway.console.peer;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Until applications have internal doors. */
@Component
class NoDoors implements InternalDoors {

    @Override
    public JsonNode get(Peer peer, String path) {
        throw new DoorClosed(peer, "has no internal door yet");
    }

    @Override
    public JsonNode post(Peer peer, String path) {
        throw new DoorClosed(peer, "has no internal door yet");
    }
}
