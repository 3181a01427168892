package io.orkestro.gateway.edge.access;

import io.orkestro.gateway.edge.problem.NotReady;
import io.orkestro.gateway.edge.problem.RateLimited;
import io.orkestro.gateway.edge.problem.Unauthenticated;
import io.orkestro.gateway.edge.route.PathTable;
import io.orkestro.gateway.edge.snapshot.Snapshot;
import java.time.Clock;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets in who has a live API key and asks within its limit; where the table of paths wants no key, everyone. */
@Component
@Order(AccessFilter.ORDER)
final class AccessFilter implements GlobalFilter {

    static final int ORDER = -1000;

    private final Snapshot<ApiKeys> keys;
    private final RateLimits limits;
    private final Clock clock;

    AccessFilter(Snapshot<ApiKeys> keys, RateLimits limits, Clock clock) {
        this.keys = keys;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (PathTable.rowOf(exchange).needsKey()) {
            admit(exchange).attachTo(exchange);
        } else {
            Client.ANONYMOUS.attachTo(exchange);
        }
        return chain.filter(exchange);
    }

    private Client admit(ServerWebExchange exchange) {
        ApiKeys known = keys.current();
        if (known == null) {
            throw new NotReady();
        }
        String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        ApiKey key = known.authenticate(authorization, clock.instant());
        if (key == null) {
            throw new Unauthenticated();
        }
        Duration wait = limits.take(key);
        if (wait.isPositive()) {
            throw new RateLimited(wait);
        }
        return Client.with(key);
    }
}
