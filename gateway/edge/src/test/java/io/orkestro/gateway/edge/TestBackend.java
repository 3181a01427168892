package io.orkestro.gateway.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A real backend that remembers what reached it. What it answers depends on the end of the path. */
public final class TestBackend implements AutoCloseable {

    /**
     * One request as it arrived.
     *
     * @param body a character for each byte
     */
    public record Received(String method, String uri, HttpHeaders headers, String body) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final DisposableServer server;

    private TestBackend(int port) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .httpRequestDecoder(decoder -> decoder.maxHeaderSize(64 * 1024))
                .channelGroup(connections)
                .handle(this::serve)
                .bindNow();
    }

    public static TestBackend start() {
        return new TestBackend(0);
    }

    public static TestBackend startAt(int port) {
        return new TestBackend(port);
    }

    public int port() {
        return server.port();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public List<Received> received() {
        return received;
    }

    public Received last() {
        return received.getLast();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
        // As when a process ends: connections that somebody keeps for later end too.
        connections.close().syncUninterruptibly();
    }

    private Publisher<Void> serve(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    received.add(new Received(
                            request.method().name(),
                            request.uri(),
                            request.requestHeaders().copy(),
                            new String(body, ISO_8859_1)));
                    return Mono.from(answer(request, response, body));
                });
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, byte[] body) {
        String path = request.uri().replaceAll("\\?.*", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        return switch (last) {
            case "slow" -> Mono.delay(Duration.ofSeconds(20)).then(response.send());
            case "reset" -> {
                request.withConnection(connection -> connection.channel().close());
                yield Mono.never();
            }
            case "head-only" ->
                response.header("Content-Length", "100")
                        .header("ETag", "\"half\"")
                        .header("Content-Encoding", "gzip")
                        .sendHeaders()
                        .then(Mono.<Void>fromRunnable(() -> request.withConnection(
                                connection -> connection.channel().close())));
            case "not-modified" -> response.status(304).header("ETag", "\"v1\"").send();
            case "gzip" ->
                response.header("Content-Encoding", "gzip")
                        .header("ETag", "W/\"g\"")
                        .sendByteArray(Mono.just(new byte[] {31, -117, 8, 0, 1, 2, 3}));
            case "cookies" ->
                response.addHeader("Set-Cookie", "a=1")
                        .addHeader("Set-Cookie", "b=2")
                        .addHeader("X-Request-Id", "the backend's echo")
                        .addHeader("X-Served-By", "somebody else")
                        .send();
            case "failing" ->
                response.status(500)
                        .header("Content-Type", "application/problem+json")
                        .sendString(Mono.just("{\"code\":\"internal_error\"}"));
            case "stream", "events" ->
                response.sse()
                        .sendString(Flux.interval(Duration.ZERO, Duration.ofMillis(300))
                                .map(number -> "id: " + number + "\ndata: tick\n\n"));
            default ->
                response.header("Content-Type", "application/json")
                        .header("Content-Length", Integer.toString(Math.max(body.length, 2)))
                        .sendByteArray(Mono.just(body.length > 1 ? body : "{}".getBytes(UTF_8)));
        };
    }
}
