package io.orkestro.gateway.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** One side, on a thread of its own: it answers what the test says, or fails in one of the ways there are. */
final class SideBackend implements AutoCloseable {

    /** How it behaves. */
    enum Mood {
        WELL,
        /** Takes requests and never answers. */
        HUNG,
        /** Closes as soon as it has a request. */
        RESETTING,
        /** Answers with bytes that are no HTTP. */
        GARBAGE,
        /** Answers a head, and then bytes without end. */
        FLOODING,
        /** Answers 500. */
        FAILING
    }

    /** What it answers. */
    record Reply(int status, Map<String, String> headers, String body) {

        static Reply json(String body) {
            return new Reply(200, Map.of("Content-Type", "application/json"), body);
        }
    }

    private final LoopResources loop = LoopResources.create("side", 1, true);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final List<TestBackend.Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final DisposableServer server;
    private volatile boolean remembering = true;
    private volatile Mood mood = Mood.WELL;
    private volatile Function<TestBackend.Received, Reply> answers = _ -> Reply.json("{}");

    SideBackend() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .runOn(loop)
                .channelGroup(connections)
                .handle(this::serve)
                .bindNow();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    void answer(Function<TestBackend.Received, Reply> next) {
        answers = next;
    }

    void answer(String json) {
        answers = _ -> Reply.json(json);
    }

    void be(Mood next) {
        mood = next;
    }

    /** For many requests: only how many there were. */
    void forget() {
        remembering = false;
        received.clear();
    }

    List<TestBackend.Received> received() {
        return received;
    }

    int count() {
        return count.get();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
        connections.close().syncUninterruptibly();
        loop.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block();
    }

    private Publisher<Void> serve(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    count.incrementAndGet();
                    TestBackend.Received each = new TestBackend.Received(
                            request.method().name(),
                            request.uri(),
                            request.requestHeaders().copy(),
                            new String(body, ISO_8859_1));
                    if (remembering) {
                        received.add(each);
                    }
                    return Mono.from(behave(each, request, response));
                });
    }

    private Publisher<Void> behave(TestBackend.Received each, HttpServerRequest request, HttpServerResponse response) {
        return switch (mood) {
            case WELL -> reply(answers.apply(each), response);
            case HUNG -> Mono.never();
            case RESETTING -> {
                request.withConnection(connection -> connection.channel().close());
                yield Mono.never();
            }
            case GARBAGE -> {
                // Past the codec, which would make HTTP of it.
                request.withConnection(connection -> connection
                        .channel()
                        .pipeline()
                        .firstContext()
                        .writeAndFlush(Unpooled.copiedBuffer("\u0000\u0001 what? \r\n\r\n".repeat(50), ISO_8859_1)));
                yield Mono.never();
            }
            case FLOODING ->
                response.header("Content-Type", "application/json")
                        .sendString(Flux.<String>generate(sink -> sink.next("[".repeat(8_000)))
                                .take(100_000));
            case FAILING ->
                reply(
                        new Reply(
                                500,
                                Map.of("Content-Type", "application/problem+json"),
                                "{\"code\":\"internal_error\"}"),
                        response);
        };
    }

    private static Publisher<Void> reply(Reply reply, HttpServerResponse response) {
        byte[] body = reply.body().getBytes(UTF_8);
        response.status(reply.status()).header("Content-Length", Integer.toString(body.length));
        reply.headers().forEach(response::header);
        return response.sendByteArray(Mono.just(body));
    }
}
