package io.orkestro.gateway.console.peer;

import io.orkestro.platform.web.internal.PeerCalls;
import io.orkestro.platform.web.internal.PeerUnreachable;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The doors behind {@code orkestro.internal.peers}. */
@Component
class PeerDoors implements InternalDoors {

    private static final Duration AT_MOST = Duration.ofSeconds(1);

    private final PeerCalls calls;

    PeerDoors(PeerCalls calls) {
        this.calls = calls;
    }

    @Override
    public boolean leadTo(Peer peer) {
        return calls.reaches(peer.application());
    }

    /** Asks twice where it must: the first call after a quiet time may be a slow one, and asking changes nothing. */
    @Override
    public JsonNode get(Peer peer, String path) {
        requireDoor(peer);
        try {
            return calls.get(peer.application(), path, JsonNode.class, AT_MOST);
        } catch (PeerUnreachable silent) {
            return getAgain(peer, path);
        }
    }

    @Override
    public JsonNode post(Peer peer, String path) {
        requireDoor(peer);
        try {
            return calls.post(peer.application(), path, Map.of(), JsonNode.class, AT_MOST);
        } catch (PeerUnreachable silent) {
            throw closed(peer, silent);
        }
    }

    private JsonNode getAgain(Peer peer, String path) {
        try {
            return calls.get(peer.application(), path, JsonNode.class, AT_MOST);
        } catch (PeerUnreachable silent) {
            throw closed(peer, silent);
        }
    }

    private void requireDoor(Peer peer) {
        if (!leadTo(peer)) {
            throw new DoorClosed("%s has no internal door in this installation.".formatted(peer.application()));
        }
    }

    private static DoorClosed closed(Peer peer, PeerUnreachable silent) {
        return new DoorClosed(
                silent.neverSent()
                        ? "%s cannot be reached.".formatted(peer.application())
                        : String.valueOf(silent.getMessage()) + ".");
    }
}
