package io.orkestro.gateway.edge.decision;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.PRESERVE_HOST_HEADER_ATTRIBUTE;

import io.orkestro.gateway.edge.access.Client;
import io.orkestro.gateway.edge.place.BackendAddresses;
import io.orkestro.gateway.edge.route.Backend;
import io.orkestro.gateway.edge.route.PathTable;
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

    /** Before everything that wants to know who serves. */
    static final int ORDER = -850;

    private final Passes passes;
    private final TokenSigners signers;
    private final BackendAddresses addresses;

    TargetFilter(Passes passes, TokenSigners signers, BackendAddresses addresses) {
        this.passes = passes;
        this.signers = signers;
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Target target = decide(exchange);
        target.attachTo(exchange);
        addresses.address(exchange, target.backend());
        exchange.getAttributes().put(PRESERVE_HOST_HEADER_ATTRIBUTE, true);
        return chain.filter(exchange);
    }

    private Target decide(ServerWebExchange exchange) {
        Client client = Client.of(exchange);
        Pass pass = passes.of(client, RoutingKeys.of(exchange.getRequest().getPath(), client));
        PathTable.Row row = PathTable.rowOf(exchange);
        Backend backend = row.server().apply(pass.decision());
        String token = backend.takesToken() ? pass.tokenFor(backend, signers) : null;
        return new Target(backend, token, row.capability(), pass);
    }
}
