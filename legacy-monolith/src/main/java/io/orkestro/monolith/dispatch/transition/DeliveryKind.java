package io.orkestro.monolith.dispatch.transition;

import io.orkestro.monolith.dispatch.delivery.DeliveryCopies;
import io.orkestro.platform.handover.Holding;
import io.orkestro.platform.handover.OwnedKind;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Deliveries, as they are handed over: their event's data is their snapshot. */
record DeliveryKind(DeliveryCopies copies) implements OwnedKind {

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public Capability capability() {
        return Capability.DISPATCH;
    }

    @Override
    public Optional<Holding> lock(String id) {
        return copies.lock(id).map(DeliveryKind::holding);
    }

    @Override
    public Optional<Holding> find(String id) {
        return copies.find(id).map(DeliveryKind::holding);
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
        copies.keepRounds(id, eventData);
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

    private static Holding holding(DeliveryCopies.Copy copy) {
        return new Holding(copy.epoch(), copy.sequence(), copy.whole()::get);
    }
}
