package io.orkestro.monolith.notification.message;

import io.orkestro.platform.backend.Copies;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages as others are told of them, and as others tell of them. Whoever owns one sends it; it stays with who wrote it,
 * unless the POST that made it is repeated on the other side.
 */
@Component
public class MessageCopies implements Copies {

    public static final String CHANGED = "message.changed.v1";

    /** A message as it is, said again to those who keep copies; nothing has changed. */
    public static final String AGAIN = "message.snapshot.v1";

    private final MessageRows rows;
    private final Outbox outbox;
    private final Routing routing;
    private final JsonMapper json;

    MessageCopies(MessageRows rows, Outbox outbox, Routing routing, JsonMapper json) {
        this.rows = rows;
        this.outbox = outbox;
        this.routing = routing;
        this.json = json;
    }

    @Override
    public Optional<Copy> lock(String id) {
        return rows.lock(id).map(this::copyOf);
    }

    @Override
    public Optional<Copy> find(String id) {
        return rows.find(id).map(this::copyOf);
    }

    @Override
    public void keep(String id, long epoch, long sequence, JsonNode snapshot, UnaryOperator<JsonNode> unknownIn) {
        Notification told = json.treeToValue(snapshot, Notification.class);
        JsonNode unknown = unknownIn.apply(json.valueToTree(told));
        rows.save(new MessageRow(told, epoch, sequence, unknown.isEmpty() ? null : unknown));
    }

    @Override
    public void surrender(String id, long epoch) {
        rows.surrender(id, epoch);
    }

    @Override
    public void tellAgain(String id) {
        rows.find(id).ifPresent(row -> say(AGAIN, row));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return rows.idsAfter(after, limit);
    }

    /** Those that are still to be sent: what is over needs no owner. */
    @Override
    public long countWithParity(int parity) {
        return rows.countQueued(parity);
    }

    /** It was written, or tried. */
    void changed(MessageRow row) {
        say(CHANGED, row);
    }

    private void say(String type, MessageRow row) {
        Notification message = row.message();
        outbox.append(Message.event(
                Capability.NOTIFICATION.slug(),
                type,
                message.id(),
                row.sequence(),
                row.epoch(),
                routing.decide(RoutingKey.ofPublicId(message.retailerId())),
                snapshot(row)));
    }

    private Copy copyOf(MessageRow row) {
        return new Copy(row.epoch(), row.sequence(), () -> snapshot(row));
    }

    private ObjectNode snapshot(MessageRow row) {
        return UnknownFields.whole(json.valueToTree(row.message()), row.unknown());
    }
}
