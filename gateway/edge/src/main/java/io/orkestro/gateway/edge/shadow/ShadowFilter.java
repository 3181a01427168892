package io.orkestro.gateway.edge.shadow;

import io.orkestro.gateway.edge.decision.OtherSide;
import io.orkestro.gateway.edge.decision.Target;
import io.orkestro.gateway.edge.problem.RequestIdFilter;
import io.orkestro.gateway.edge.proxy.RequestHeaders;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.web.token.DecisionToken;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Chooses the sample, and looks on while its requests are served. Whatever goes wrong here, the client's request goes on. */
@Component
@Order(ShadowFilter.ORDER)
final class ShadowFilter implements GlobalFilter {

    /** Inside the counting, outside of everything that sends and answers. */
    static final int ORDER = -790;

    private static final int ALL = 10_000;

    private final Shadow shadow;
    private final OtherSide otherSide;
    private final RequestHeaders headers;

    ShadowFilter(Shadow shadow, OtherSide otherSide, RequestHeaders headers) {
        this.shadow = shadow;
        this.otherSide = otherSide;
        this.headers = headers;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Target target = Target.of(exchange);
        int sample = target.sample();
        if (sample == 0 || ThreadLocalRandom.current().nextInt(ALL) >= sample) {
            return chain.filter(exchange);
        }
        ServerHttpRequest request = exchange.getRequest();
        ComparedRoute route = ComparedRoutes.of(request.getMethod(), request.getPath());
        if (route == null || (!route.isRehearsed() && mayHaveBody(request))) {
            return chain.filter(exchange);
        }
        return compared(exchange, chain, target, route);
    }

    private Mono<Void> compared(
            ServerWebExchange exchange, GatewayFilterChain chain, Target target, ComparedRoute route) {
        ServerHttpRequest request = exchange.getRequest();
        Capability capability = Objects.requireNonNull(target.capability());
        Shadow.Questions questions = questions(exchange, target, route);
        Pair pair = shadow.begin(
                route,
                capability,
                target.side(),
                RequestIdFilter.idOf(exchange),
                request.getHeaders().containsHeader("Idempotency-Key"),
                request.getHeaders().getContentLength(),
                questions);
        if (pair == null) {
            return chain.filter(exchange);
        }
        ServerWebExchange.Builder copied = exchange.mutate().response(new CopiedAnswer(exchange.getResponse(), pair));
        if (route.isRehearsed()) {
            copied.request(new CopiedRequest(request, pair, () -> shadow.ask(pair, questions.other())));
        } else {
            shadow.ask(pair, questions.other());
        }
        // Also at the end of a request that was answered whole, where it changes nothing any more.
        return chain.filter(copied.build()).doFinally(_ -> pair.notServed());
    }

    private Shadow.Questions questions(ServerWebExchange exchange, Target target, ComparedRoute route) {
        ServerHttpRequest request = exchange.getRequest();
        OtherSide.Asked other = otherSide.of(exchange, route.isRehearsed());
        URI served = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        return new Shadow.Questions(
                new Question(request.getMethod(), served, headersWith(target.token(), exchange)),
                new Question(request.getMethod(), other.url(), headersWith(other.token(), exchange)));
    }

    /** As the serving side gets them; but compressed answers could not be compared. */
    private HttpHeaders headersWith(@Nullable String token, ServerWebExchange exchange) {
        HttpHeaders copy = headers.filter(exchange.getRequest().getHeaders(), exchange);
        copy.remove(HttpHeaders.ACCEPT_ENCODING);
        copy.remove(HttpHeaders.EXPECT);
        if (token != null) {
            copy.set(DecisionToken.HEADER, token);
        }
        return copy;
    }

    private static boolean mayHaveBody(ServerHttpRequest request) {
        return request.getHeaders().getContentLength() > 0
                || request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}
