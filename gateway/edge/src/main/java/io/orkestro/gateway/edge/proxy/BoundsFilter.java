package io.orkestro.gateway.edge.proxy;

import io.orkestro.gateway.edge.problem.BodyTooLarge;
import java.time.Duration;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bodies end at a size, streams at an age. */
@Component
@Order(BoundsFilter.ORDER)
final class BoundsFilter implements GlobalFilter {

    /** After access (a stranger's body is never counted), around everything that reads or writes a body. */
    static final int ORDER = -900;

    private final DataSize bodyLimit;
    private final long limit;
    private final long patience;
    private final Duration streamLife;

    BoundsFilter(EdgeProperties properties) {
        this.bodyLimit = properties.bodyLimit();
        this.limit = bodyLimit.toBytes();
        this.patience = 2 * limit;
        this.streamLife = properties.streamLife();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        long announced = request.getHeaders().getContentLength();
        if (announced > limit) {
            return refuse(request, announced);
        }
        boolean unannounced = announced < 0 && request.getHeaders().containsHeader("Transfer-Encoding");
        ServerWebExchange.Builder bounded = exchange.mutate().response(new BoundedStream(exchange.getResponse()));
        return chain.filter((unannounced ? bounded.request(new CountedBody(request)) : bounded).build());
    }

    /**
     * Most clients read no answer before they have sent everything, and closing on them resets the connection, the answer
     * with it. So up to twice the limit is read and thrown away; who announces more, or asks first, is answered at once.
     */
    private Mono<Void> refuse(ServerHttpRequest request, long announced) {
        boolean asksFirst = "100-continue".equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.EXPECT));
        if (asksFirst || announced > patience) {
            return Mono.error(BodyTooLarge.unread(bodyLimit));
        }
        return request.getBody()
                .doOnNext(DataBufferUtils::release)
                .then(Mono.error(() -> BodyTooLarge.read(bodyLimit)));
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
                        if (seen > patience) {
                            passed.error(BodyTooLarge.unread(bodyLimit));
                        }
                    })
                    .concatWith(
                            Mono.defer(() -> seen > limit ? Mono.error(BodyTooLarge.read(bodyLimit)) : Mono.empty()));
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
