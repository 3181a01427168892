package io.orkestro.gateway.edge.shadow;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/** Copies what a client sends, while it is sent on. */
final class CopiedRequest extends ServerHttpRequestDecorator {

    private final Pair pair;
    private final Runnable whenWhole;
    private boolean read;

    CopiedRequest(ServerHttpRequest request, Pair pair, Runnable whenWhole) {
        super(request);
        this.pair = pair;
        this.whenWhole = whenWhole;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        if (read) {
            // Nobody does; and a copy of half of it twice would be no copy.
            pair.notServed();
            return super.getBody();
        }
        read = true;
        return super.getBody()
                .doOnNext(piece -> pair.sending(piece.readableByteCount(), room -> Pieces.copy(piece, room)))
                .doOnComplete(whenWhole);
    }
}
