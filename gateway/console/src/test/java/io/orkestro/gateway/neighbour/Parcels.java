package io.orkestro.gateway.neighbour;

import io.orkestro.platform.handover.Holding;
import io.orkestro.platform.handover.OwnedKind;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a neighbour keeps: an id and whose it is, in memory. */
public final class Parcels implements OwnedKind {

    static final String CHANGED = "parcel.changed.v1";

    private final Outbox outbox;
    private final Map<String, Row> rows = new ConcurrentSkipListMap<>();

    Parcels(Outbox outbox) {
        this.outbox = outbox;
    }

    private record Row(long epoch, long sequence) {}

    @Override
    public String name() {
        return "parcel";
    }

    @Override
    public Capability capability() {
        return Capability.TRACKING;
    }

    @Override
    public Optional<Holding> lock(String id) {
        return find(id);
    }

    @Override
    public Optional<Holding> find(String id) {
        return Optional.ofNullable(rows.get(id))
                .map(row -> new Holding(row.epoch(), row.sequence(), () -> snapshotOf(id)));
    }

    /** As born here, as a replica, or adopted: the epoch says which. */
    public void keep(String id, long epoch) {
        rows.put(id, new Row(epoch, 1));
    }

    @Override
    public void keep(String id, long epoch, long sequence, JsonNode snapshot) {
        rows.put(id, new Row(epoch, sequence));
    }

    @Override
    public void surrender(String id, long epoch) {
        rows.computeIfPresent(id, (_, row) -> new Row(epoch, row.sequence()));
    }

    @Override
    public void publish(String id) {
        Row row = Objects.requireNonNull(rows.get(id));
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("parcel", snapshotOf(id));
        outbox.append(
                Message.event("tracking", CHANGED, id, row.sequence(), row.epoch(), Decision.allMonolith(), data));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return rows.keySet().stream()
                .filter(id -> after == null || id.compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public JsonNode snapshotIn(JsonNode eventData) {
        return eventData.path("parcel");
    }

    private static ObjectNode snapshotOf(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }
}
