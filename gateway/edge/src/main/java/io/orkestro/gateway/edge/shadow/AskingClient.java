package io.orkestro.gateway.edge.shadow;

import io.orkestro.gateway.edge.proxy.OwnClients;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.LoopResources;

/** Asks a side on connections and a thread of its own: whatever comes back, clients' requests are not in its way. */
@Component
final class AskingClient implements DisposableBean {

    /** An answer is over a bound. The pair knows already. */
    static final class OverABound extends RuntimeException {

        private static final long serialVersionUID = 1;

        OverABound() {
            super("An answer is too large to compare", null, false, false);
        }
    }

    private final LoopResources loop = LoopResources.create("shadow", 1, true);
    private final Scheduler onLoop = Schedulers.fromExecutor(loop.onClient(true));
    private final HttpClient client;
    private final Duration patience;

    AskingClient(OwnClients clients, ShadowProperties properties) {
        patience = properties.patience();
        // At the second look both sides are asked, and they may be at one address. One clock for all of it is enough.
        client = clients.onItsOwn("shadow", 2 * properties.atOnce()).runOn(loop).responseTimeout(null);
    }

    /**
     * Asks once; an error if there is no whole answer in time.
     *
     * @param whenHead told after how many nanoseconds the head of the answer was there
     */
    Mono<Answer> ask(Question question, byte[] body, Pair pair, LongConsumer whenHead) {
        return Mono.defer(() -> send(question, body, pair, System.nanoTime(), whenHead))
                .subscribeOn(onLoop)
                .timeout(patience);
    }

    private Mono<Answer> send(Question question, byte[] body, Pair pair, long begun, LongConsumer whenHead) {
        HttpClient.RequestSender request = client.headers(
                        headers -> question.headers().forEach((name, values) -> headers.set(name, values)))
                .request(io.netty.handler.codec.http.HttpMethod.valueOf(
                        question.method().name()))
                .uri(question.url());
        HttpClient.ResponseReceiver<?> sent =
                body.length == 0 ? request : request.send((_, outbound) -> outbound.sendByteArray(Mono.just(body)));
        return sent.response((head, content) -> {
                    whenHead.accept(System.nanoTime() - begun);
                    return content.asByteArray()
                            .collect(Copy::new, (copy, piece) -> {
                                if (!pair.hearing(copy, piece)) {
                                    throw new OverABound();
                                }
                            })
                            .map(copy -> answer(head, copy));
                })
                .single();
    }

    private static Answer answer(HttpClientResponse head, Copy copy) {
        return Answer.of(
                head.status().code(),
                head.responseHeaders().get(HttpHeaders.LOCATION),
                head.responseHeaders().get(HttpHeaders.CONTENT_TYPE),
                head.responseHeaders().get(HttpHeaders.CONTENT_ENCODING),
                head.responseHeaders().get(HttpHeaders.RETRY_AFTER),
                head.responseHeaders().get(Answer.REPLAYED),
                copy.toBytes());
    }

    @Override
    public void destroy() {
        loop.dispose();
    }
}
