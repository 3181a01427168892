package io.orkestro.dispatch.rule;

import io.orkestro.platform.backend.Copies;
import io.orkestro.platform.handover.UnknownFields;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.messaging.Outbox;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Routing;
import io.orkestro.platform.routing.RoutingKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rules as others are told of them, and as others tell of them. Within the caller's transaction. */
@Component
public class RulesCopies implements Copies {

    public static final String CHANGED = "dispatch-rules.changed.v1";

    /** The rules as they are, said again to those who keep copies; nothing has changed. */
    public static final String AGAIN = "dispatch-rules.snapshot.v1";

    private final RulesDocuments documents;
    private final Outbox outbox;
    private final Routing routing;
    private final JsonMapper json;

    RulesCopies(RulesDocuments documents, Outbox outbox, Routing routing, JsonMapper json) {
        this.documents = documents;
        this.outbox = outbox;
        this.routing = routing;
        this.json = json;
    }

    /** What others are told. */
    record RulesSnapshot(String retailerId, DispatchRules rules) {}

    @Override
    public Optional<Copy> lock(String retailerId) {
        return documents.lock(retailerId).map(this::copyOf);
    }

    @Override
    public Optional<Copy> find(String retailerId) {
        return documents.findById(retailerId).map(this::copyOf);
    }

    @Override
    public void keep(
            String retailerId, long epoch, long sequence, JsonNode snapshot, UnaryOperator<JsonNode> unknownIn) {
        RulesSnapshot read = json.treeToValue(snapshot, RulesSnapshot.class);
        RulesDocument document = documents.lock(retailerId).orElseGet(() -> new RulesDocument(retailerId, epoch));
        JsonNode unknown = unknownIn.apply(json.valueToTree(read));
        document.become(read.rules(), epoch, sequence, unknown.isEmpty() ? null : unknown);
        documents.save(document);
    }

    @Override
    public void surrender(String retailerId, long epoch) {
        documents.lock(retailerId).ifPresent(document -> document.surrender(epoch));
    }

    @Override
    public void tellAgain(String retailerId) {
        documents
                .findById(retailerId)
                .ifPresent(document -> say(AGAIN, document, routing.decide(RoutingKey.ofPublicId(retailerId))));
    }

    @Override
    public List<String> idsAfter(@Nullable String after, int limit) {
        return documents.idsAfter(Objects.requireNonNullElse(after, ""), limit);
    }

    @Override
    public long countWithParity(int parity) {
        return documents.countWithParity(parity);
    }

    void say(String type, RulesDocument document, Decision decision) {
        outbox.append(Message.event(
                Capability.DISPATCH.slug(),
                type,
                document.retailerId(),
                document.sequence(),
                document.epoch(),
                decision,
                snapshot(document)));
    }

    private Copy copyOf(RulesDocument document) {
        return new Copy(document.epoch(), document.sequence(), () -> snapshot(document));
    }

    /** The rules whole, with what came from elsewhere and is not understood here. */
    private ObjectNode snapshot(RulesDocument document) {
        ObjectNode known = json.valueToTree(new RulesSnapshot(document.retailerId(), document.rules()));
        JsonNode unknown = document.unknown();
        return unknown == null ? known : new UnknownFields(unknown).mergedInto(known);
    }
}
