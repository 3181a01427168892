package io.orkestro.gateway.edge.proxy;

import io.netty.channel.ConnectTimeoutException;
import io.orkestro.gateway.edge.decision.Target;
import io.orkestro.gateway.edge.place.BackendAddresses;
import io.orkestro.gateway.edge.route.Backend;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Repeats what is safe to repeat: any request that found no connection, because nothing of it was sent; after sending,
 * only a GET or HEAD whose connection broke before the answer, once. A decision taken is kept; of the two places that the one
 * who serves may have, the other is tried, at once where nobody was at the first.
 */
@Component
@Order(RetryFilter.ORDER)
final class RetryFilter implements GlobalFilter {

    /** Directly around the filter that sends, which is the last. */
    static final int ORDER = Ordered.LOWEST_PRECEDENCE - 1;

    private final EdgeProperties properties;
    private final BackendAddresses addresses;

    RetryFilter(EdgeProperties properties, BackendAddresses addresses) {
        this.properties = properties;
        this.addresses = addresses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return attempt(exchange, chain, properties.connectRetries(), 1);
    }

    private Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain, int connects, int reads) {
        return chain.filter(exchange).onErrorResume(IOException.class, failure -> {
            Backend backend = Target.of(exchange).backend();
            if (nothingWasSent(failure)) {
                boolean elsewhere = addresses.refused(exchange, backend);
                boolean first = connects == properties.connectRetries();
                return connects > 0
                        ? again(exchange, backend, elsewhere && first ? Duration.ZERO : properties.retryPause())
                                .then(Mono.defer(() -> attempt(exchange, chain, connects - 1, reads)))
                        : Mono.error(failure);
            }
            return reads > 0 && isHarmless(exchange.getRequest())
                    ? again(exchange, backend, properties.retryPause())
                            .then(Mono.defer(() -> attempt(exchange, chain, connects, reads - 1)))
                    : Mono.error(failure);
        });
    }

    private Mono<?> again(ServerWebExchange exchange, Backend backend, Duration pause) {
        ServerWebExchangeUtils.removeAlreadyRouted(exchange);
        return Mono.delay(pause).doOnNext(_ -> addresses.address(exchange, backend));
    }

    /** A connect timeout has had its second already: waiting another helps nobody. */
    private static boolean nothingWasSent(IOException failure) {
        return (failure instanceof ConnectException && !(failure instanceof ConnectTimeoutException))
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException;
    }

    private static boolean isHarmless(ServerHttpRequest request) {
        boolean reads = request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
        HttpHeaders headers = request.getHeaders();
        return reads && headers.getContentLength() <= 0 && !headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}
