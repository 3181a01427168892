package io.orkestro.gateway.edge.decision;

import io.orkestro.gateway.edge.route.Backend;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Where one request goes, decided once; retries and answers look here.
 *
 * @param token what the backend is told; null where it takes none
 */
public record Target(Backend backend, @Nullable String token) {

    private static final String ATTRIBUTE = Target.class.getName();

    public static Target of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
