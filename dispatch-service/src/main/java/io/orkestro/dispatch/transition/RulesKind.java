package io.orkestro.dispatch.transition;

import io.orkestro.dispatch.rule.RulesCopies;
import io.orkestro.platform.handover.Holding;
import io.orkestro.platform.handover.OwnedKind;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.routing.Capability;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Dispatch rules, as they are handed over: one document a retailer. */
record RulesKind(RulesCopies copies) implements OwnedKind {

    @Override
    public String name() {
        return "dispatch-rules";
    }

    @Override
    public Capability capability() {
        return Capability.DISPATCH;
    }

    @Override
    public Optional<Holding> lock(String id) {
        return copies.lock(id).map(RulesKind::holding);
    }

    @Override
    public Optional<Holding> find(String id) {
        return copies.find(id).map(RulesKind::holding);
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

    /** Who never wrote rules has those of the beginning. */
    @Override
    public boolean isCompleteWithout() {
        return true;
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return copies.idsAfter(after, limit);
    }

    @Override
    public JsonNode snapshotIn(JsonNode eventData) {
        return eventData;
    }

    private static Holding holding(RulesCopies.Copy copy) {
        return new Holding(copy.epoch(), copy.sequence(), copy.whole()::get);
    }
}
