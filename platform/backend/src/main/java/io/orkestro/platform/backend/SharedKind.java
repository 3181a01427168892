package io.orkestro.platform.backend;

import io.orkestro.platform.handover.Holding;
import io.orkestro.platform.handover.OwnedKind;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A kind that is handed over by its {@link Copies}; an event's data is the snapshot.
 *
 * @param isCompleteWithout whether one that is not here is as good as one with its defaults
 */
public record SharedKind(String name, Capability capability, Copies copies, boolean isCompleteWithout)
        implements OwnedKind {

    public SharedKind(String name, Capability capability, Copies copies) {
        this(name, capability, copies, false);
    }

    @Override
    public Optional<Holding> lock(String id) {
        return copies.lock(id).map(SharedKind::holding);
    }

    @Override
    public Optional<Holding> find(String id) {
        return copies.find(id).map(SharedKind::holding);
    }

    @Override
    public void keep(String id, long epoch, long sequence, JsonNode snapshot) {
        copies.keep(
                id,
                epoch,
                sequence,
                snapshot,
                asRead -> UnknownFields.of(snapshot, asRead).rest());
    }

    @Override
    public void surrender(String id, long epoch) {
        copies.surrender(id, epoch);
    }

    @Override
    public void publish(String id) {
        copies.tellAgain(id);
    }

    @Override
    public void heard(String id, JsonNode eventData) {
        copies.heard(id, eventData);
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return copies.idsAfter(after, limit);
    }

    @Override
    public JsonNode snapshotIn(JsonNode eventData) {
        return eventData;
    }

    @Override
    public long countOwnedBy(Side side) {
        return copies.countWithParity(side == Side.MONOLITH ? 1 : 0);
    }

    private static Holding holding(Copies.Copy copy) {
        return new Holding(copy.epoch(), copy.sequence(), copy.whole()::get);
    }
}
