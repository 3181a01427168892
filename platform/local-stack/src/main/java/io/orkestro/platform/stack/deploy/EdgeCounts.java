package io.orkestro.platform.stack.deploy;

import io.orkestro.platform.stack.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the edges what they count, again and again while it is open, because an edge that is replaced forgets. They count requests
 * of capabilities that both sides can serve, and those alone.
 */
public final class EdgeCounts implements Counts, AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Of all that an edge tells, these alone: somebody waits for it. */
    private static final String FIGURES =
            "/actuator/prometheus?includedNames=orkestro_traffic_requests,orkestro_traffic_requests_total";

    private static final int OK = 200;

    private final List<URI> edges;
    private final String token;
    private final List<String> labels;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Map<URI, EdgeFigures> last = new HashMap<>();
    private final Thread asking;
    private Tally own = Tally.NONE;
    private Tally all = Tally.NONE;
    private volatile boolean closed;

    /**
     * @param token that opens their figures
     * @param labels which the figures of the application in question have, such as {@code side="monolith"}
     */
    public EdgeCounts(List<URI> edges, String token, List<String> labels) {
        this.edges = List.copyOf(edges);
        this.token = token;
        this.labels = List.copyOf(labels);
        askAll();
        own = Tally.NONE;
        all = Tally.NONE;
        asking = Thread.ofVirtual().name("edge-counts").start(this::keepAsking);
    }

    @Override
    public synchronized Tally own() {
        return own;
    }

    /** Of all requests since the beginning, as far as the edges have been asked. */
    public synchronized Tally all() {
        return all;
    }

    /** Asks once more, so that nothing is missing, and no more after that. */
    @Override
    public void close() {
        closed = true;
        try {
            asking.join(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        askAll();
        http.shutdownNow();
    }

    private void keepAsking() {
        while (!closed) {
            Waiting.pause(EVERY);
            askAll();
        }
    }

    private synchronized void askAll() {
        for (URI edge : edges) {
            figuresOf(edge).ifPresent(figures -> {
                EdgeFigures before = last.getOrDefault(edge, EdgeFigures.NONE);
                all = all.plus(figures.all().since(before.all()));
                own = own.plus(figures.own().since(before.own()));
                last.put(edge, figures);
            });
        }
    }

    /** Nothing where it is away. */
    private Optional<EdgeFigures> figuresOf(URI edge) {
        HttpRequest request = HttpRequest.newBuilder(edge.resolve(FIGURES))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == OK ? Optional.of(EdgeFigures.read(answer.body(), labels)) : Optional.empty();
        } catch (IOException away) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
