package io.orkestro.gateway.edge.problem;

import io.orkestro.platform.observability.ActuatorPaths;
import io.orkestro.platform.observability.MetricsToken;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What Actuator tells beside health is for whoever shows the token of those who scrape; to others it is not there. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class MetricsFilter implements WebFilter {

    private final MetricsToken token;

    MetricsFilter(MetricsToken token) {
        this.token = token;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!ActuatorPaths.isGuarded(exchange.getRequest().getPath())
                || token.opens(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))) {
            return chain.filter(exchange);
        }
        return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
