package io.orkestro.gateway.edge.shadow;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Copies what a client is answered, while it is written. */
final class CopiedAnswer extends ServerHttpResponseDecorator {

    private final Pair pair;

    CopiedAnswer(ServerHttpResponse response, Pair pair) {
        super(response);
        this.pair = pair;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return super.writeWith(Flux.from(body)
                .doOnNext(piece -> pair.telling(piece.readableByteCount(), room -> Pieces.copy(piece, room)))
                .doOnComplete(() -> pair.served(answer())));
    }

    /** Only what goes on for long is written so. */
    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        pair.drop(Dropped.NOT_JSON);
        return super.writeAndFlushWith(body);
    }

    private Answer answer() {
        HttpHeaders headers = getHeaders();
        HttpStatusCode status = getStatusCode();
        return Answer.of(
                status == null ? 200 : status.value(),
                headers.getFirst(HttpHeaders.LOCATION),
                headers.getFirst(HttpHeaders.CONTENT_TYPE),
                headers.getFirst(HttpHeaders.CONTENT_ENCODING),
                headers.getFirst(HttpHeaders.RETRY_AFTER),
                headers.getFirst(Answer.REPLAYED),
                pair.told());
    }
}
