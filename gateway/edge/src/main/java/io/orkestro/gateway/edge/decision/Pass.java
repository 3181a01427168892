package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.routing.Placement;
import io.orkestro.platform.routing.RoutingTable;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.web.token.DecisionToken;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The decision for one client and one routing key, with the tokens that say so: one per backend, signed when first needed. */
final class Pass {

    /** What the side is told that is asked only to compare. */
    private record ToCompare(Capability capability, boolean rehearsal) {}

    private final DecisionToken content;
    private final RoutingTable table;
    private final Map<Backend, String> signed = new ConcurrentHashMap<>();
    private final Map<ToCompare, String> signedToCompare = new ConcurrentHashMap<>(4);

    /** @param table the content's decision is of */
    Pass(DecisionToken content, RoutingTable table) {
        this.content = content;
        this.table = table;
    }

    Decision decision() {
        return content.decision();
    }

    /** Of how many requests in 10,000 the side is asked too that does not serve them: none where there is only one side yet, or left. */
    int sampleOf(Capability capability) {
        Placement placement = table.placementOf(capability);
        return switch (placement.stage()) {
            case OFF, COMPLETE -> 0;
            case SHADOW, CANARY, LIVE -> placement.sampleBasisPoints();
        };
    }

    String tokenFor(Backend backend, TokenSigners signers) {
        String token = signed.get(backend);
        return token != null ? token : signed.computeIfAbsent(backend, each -> signers.sign(each, content));
    }

    /** For the other side of this capability: the same decision, but that it is this side that serves. */
    String tokenToCompare(Capability capability, boolean rehearsal, TokenSigners signers) {
        return signedToCompare.computeIfAbsent(
                new ToCompare(capability, rehearsal),
                _ -> signers.sign(
                        Backend.serving(capability, decision().of(capability).other()),
                        flipped(capability, rehearsal)));
    }

    private DecisionToken flipped(Capability capability, boolean rehearsal) {
        Map<Capability, Side> sides = new EnumMap<>(decision().sides());
        sides.put(capability, decision().of(capability).other());
        return new DecisionToken(
                content.apiKeyId(),
                content.role(),
                content.principal(),
                content.key(),
                new Decision(sides),
                content.decisionChangedAt(),
                content.tableVersion(),
                content.tableVerifiedAt(),
                rehearsal);
    }
}
