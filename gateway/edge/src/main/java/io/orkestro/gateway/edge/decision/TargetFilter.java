package io.orkestro.gateway.edge.decision;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.PRESERVE_HOST_HEADER_ATTRIBUTE;

import io.orkestro.gateway.edge.access.Client;
import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.gateway.edge.route.PathTable;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Decides who serves the request and addresses it: the backend's host, the client's own path and query, byte for byte.
 * Stands in the place of the gateway's {@code RouteToRequestUrlFilter}, which would take the query apart.
 */
@Component
@Order(TargetFilter.ORDER)
final class TargetFilter implements GlobalFilter {

    static final int ORDER = 10_000;

    private final Passes passes;
    private final TokenSigners signers;
    private final Map<Backend, String> addresses = new EnumMap<>(Backend.class);

    TargetFilter(Passes passes, TokenSigners signers, BackendProperties backends) {
        this.passes = passes;
        this.signers = signers;
        for (Backend backend : Backend.values()) {
            addresses.put(backend, backends.baseOf(backend));
        }
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Target target = decide(exchange);
        target.attachTo(exchange);
        exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, urlAt(target.backend(), exchange));
        exchange.getAttributes().put(PRESERVE_HOST_HEADER_ATTRIBUTE, true);
        return chain.filter(exchange);
    }

    private Target decide(ServerWebExchange exchange) {
        Client client = Client.of(exchange);
        Pass pass = passes.of(client, RoutingKeys.of(exchange.getRequest().getPath(), client));
        Backend backend = PathTable.rowOf(exchange).server().apply(pass.decision());
        return new Target(backend, backend.takesToken() ? pass.tokenFor(backend, signers) : null);
    }

    private URI urlAt(Backend backend, ServerWebExchange exchange) {
        URI asked = exchange.getRequest().getURI();
        @Nullable String query = asked.getRawQuery();
        String url = Objects.requireNonNull(addresses.get(backend)) + asked.getRawPath();
        return URI.create(query == null ? url : url + "?" + query);
    }
}
