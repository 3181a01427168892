package io.orkestro.gateway.edge.access;

import io.orkestro.platform.web.token.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who sent this request.
 *
 * @param apiKeyId public part of the API key, or {@code anonymous}
 * @param principal {@code ret_…} or {@code crr_…}; null for ops and anonymous
 */
public record Client(String apiKeyId, Role role, @Nullable String principal) {

    private static final String ATTRIBUTE = Client.class.getName();

    public static final Client ANONYMOUS = new Client("anonymous", Role.ANONYMOUS, null);

    static Client with(ApiKey key) {
        return new Client(key.id(), key.role(), key.principal());
    }

    /** The client of a request that has passed {@link AccessFilter}. */
    public static Client of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
