package io.orkestro.gateway.edge.traffic;

import io.orkestro.gateway.edge.decision.Target;
import io.orkestro.platform.routing.Capability;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * Counts what became of each request that both sides could serve. A client that hangs up counts as answered, with the time it
 * has waited: it is nobody's failure, and a side that keeps clients waiting until they go is seen to be slow.
 */
@Component
@Order(TrafficFilter.ORDER)
final class TrafficFilter implements GlobalFilter {

    /** Inside the decision, around everything that sends and answers. */
    static final int ORDER = -800;

    private final Traffic traffic;

    TrafficFilter(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Target target = Target.of(exchange);
        Capability capability = target.capability();
        if (capability == null) {
            return chain.filter(exchange);
        }
        Watch watch = Watch.begin(exchange);
        return chain.filter(exchange)
                .doOnSuccess(_ -> count(watch, target, capability, Outcome.ofStatus(statusOf(exchange))))
                .doOnError(failure -> count(
                        watch, target, capability, hasHungUp(exchange) ? Outcome.ANSWERED : Outcome.ofFailure(failure)))
                .doOnCancel(() -> count(watch, target, capability, Outcome.ANSWERED));
    }

    private void count(Watch watch, Target target, Capability capability, @Nullable Outcome outcome) {
        if (watch.stop() && outcome != null) {
            traffic.count(capability, target.side(), Role.SERVED, outcome, watch.nanos());
        }
    }

    private static int statusOf(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return status == null ? 200 : status.value();
    }

    private static boolean hasHungUp(ServerWebExchange exchange) {
        Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return request instanceof Connection connection && !connection.channel().isActive();
    }
}
