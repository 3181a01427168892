package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.web.token.DecisionToken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The decision for one client and one routing key, with the tokens that say so: one per backend, signed when first needed. */
final class Pass {

    private final DecisionToken content;
    private final Map<Backend, String> signed = new ConcurrentHashMap<>();

    Pass(DecisionToken content) {
        this.content = content;
    }

    Decision decision() {
        return content.decision();
    }

    String tokenFor(Backend backend, TokenSigners signers) {
        String token = signed.get(backend);
        return token != null ? token : signed.computeIfAbsent(backend, each -> signers.sign(each, content));
    }
}
