package io.orkestro.gateway.edge.proxy;

import io.orkestro.gateway.edge.problem.BodyTooLarge;
import java.time.Duration;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bodies end at a size, streams at an age. */
@Component
@Order(BoundsFilter.ORDER)
final class BoundsFilter implements GlobalFilter {

    /** After access (a stranger's body is never counted), around everything that reads or writes a body. */
    static final int ORDER = -900;

    private final long limit;
    private final long limitInMegabytes;
    private final Duration streamLife;

    BoundsFilter(EdgeProperties properties) {
        this.limit = properties.bodyLimit().toBytes();
        this.limitInMegabytes = properties.bodyLimit().toMegabytes();
        this.streamLife = properties.streamLife();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long announced = request.getHeaders().getContentLength();
        if (announced > limit) {
            throw new BodyTooLarge(limitInMegabytes);
        }
        boolean unannounced = announced < 0 && request.getHeaders().containsHeader("Transfer-Encoding");
        ServerWebExchange.Builder bounded = exchange.mutate().response(new BoundedStream(exchange.getResponse()));
        return chain.filter((unannounced ? bounded.request(new CountedBody(request)) : bounded).build());
    }

    private final class CountedBody extends ServerHttpRequestDecorator {

        private long seen;

        CountedBody(ServerHttpRequest request) {
            super(request);
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody()
                    .<DataBuffer>handle((buffer, passed) -> {
                        seen += buffer.readableByteCount();
                        if (seen <= limit) {
                            passed.next(buffer);
                            return;
                        }
                        DataBufferUtils.release(buffer);
                        // Closing on a client that still sends would reset the connection, and the answer with it.
                        if (seen > 2 * limit) {
                            passed.error(new BodyTooLarge(limitInMegabytes));
                        }
                    })
                    .concatWith(Mono.defer(
                            () -> seen > limit ? Mono.error(new BodyTooLarge(limitInMegabytes)) : Mono.empty()));
        }
    }

    /** The gateway writes streaming media types, and only those, with a flush for each piece. */
    private final class BoundedStream extends ServerHttpResponseDecorator {

        BoundedStream(ServerHttpResponse response) {
            super(response);
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return super.writeAndFlushWith(Flux.from(body).take(streamLife));
        }
    }
}
