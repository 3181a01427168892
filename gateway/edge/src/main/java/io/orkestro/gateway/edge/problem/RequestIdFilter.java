package io.orkestro.gateway.edge.problem;

import io.orkestro.gateway.edge.route.ServedBy;
import io.orkestro.platform.web.request.RequestIds;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Gives every request an id and echoes it, errors included; until somebody else answers, the edge does. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestIdFilter implements WebFilter {

    private static final String ATTRIBUTE = RequestIdFilter.class.getName();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String id = RequestIds.acceptOrCreate(exchange.getRequest().getHeaders().getFirst(RequestIds.HEADER));
        exchange.getAttributes().put(ATTRIBUTE, id);
        mark(exchange.getResponse().getHeaders(), id);
        return chain.filter(exchange);
    }

    /** What every answer carries; a backend's name replaces the edge's once it has answered. */
    static void mark(HttpHeaders headers, String id) {
        headers.set(RequestIds.HEADER, id);
        headers.set(ServedBy.HEADER, ServedBy.EDGE);
    }

    public static String idOf(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }
}
