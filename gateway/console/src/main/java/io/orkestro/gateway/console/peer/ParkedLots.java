package io.orkestro.gateway.console.peer;

import io.orkestro.platform.messaging.ParkedMessages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/** What every application has parked: behind its internal door, or here where it is the console itself. */
@Component
class ParkedLots {

    private static final String PATH = "/internal/parked";

    private final InternalDoors doors;
    private final ParkedMessages own;

    ParkedLots(InternalDoors doors, ParkedMessages own) {
        this.doors = doors;
        this.own = own;
    }

    /** @param count of all, also those that are not among the messages */
    record Lot(long count, List<Parked> messages) {}

    boolean leadTo(Peer peer) {
        return peer == Peer.CONSOLE || doors.leadTo(peer);
    }

    /** @throws DoorClosed where the application is silent */
    Lot look(Peer peer, int limit) {
        if (peer == Peer.CONSOLE) {
            return new Lot(own.count(), own.list(limit).stream().map(Parked::of).toList());
        }
        JsonNode answer = doors.get(peer, PATH + "?limit=" + limit);
        List<Parked> messages = new ArrayList<>();
        answer.path("messages").forEach(message -> messages.add(parkedIn(message)));
        return new Lot(answer.path("count").asLong(0), messages);
    }

    /**
     * @return whether it was handled
     * @throws DoorClosed where nobody knows
     */
    boolean replay(Peer peer, String consumer, UUID id) {
        return peer == Peer.CONSOLE ? own.replay(consumer, id) : done(peer, consumer, id, "replay");
    }

    /**
     * @return whether it was there
     * @throws DoorClosed where nobody knows
     */
    boolean discard(Peer peer, String consumer, UUID id) {
        return peer == Peer.CONSOLE ? own.discard(consumer, id) : done(peer, consumer, id, "discard");
    }

    private boolean done(Peer peer, String consumer, UUID id, String verb) {
        String segment = UriUtils.encodePathSegment(consumer, StandardCharsets.UTF_8);
        return doors.post(peer, "%s/%s/%s/%s".formatted(PATH, segment, id, verb))
                .path("done")
                .asBoolean(false);
    }

    private static Parked parkedIn(JsonNode message) {
        return new Parked(
                message.path("id").asString(""),
                message.path("consumer").asString(""),
                message.path("exchange").asString(""),
                message.path("type").asString(""),
                message.path("subject").asString(""),
                message.path("reason").asString(""),
                message.path("attempts").asInt(0),
                Instant.parse(message.path("parkedAt").asString("")));
    }
}
