package io.orkestro.system.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends to edges in turn as a load balancer does: to those that say that they are ready, asked twice a second. */
public final class Balancer implements Edges, AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<URI> edges;
    private final Set<URI> ready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final List<Thread> checks;

    public Balancer(List<URI> edges) {
        this.edges = List.copyOf(edges);
        this.ready.addAll(edges);
        this.checks = edges.stream()
                .map(edge -> Thread.ofVirtual().start(() -> keepAsking(edge)))
                .toList();
    }

    @Override
    public URI next() {
        for (int tried = 0; tried < edges.size(); tried++) {
            URI edge = edges.get(Math.floorMod(turn.getAndIncrement(), edges.size()));
            if (ready.contains(edge)) {
                return edge;
            }
        }
        return edges.getFirst();
    }

    @Override
    public void close() {
        checks.forEach(Thread::interrupt);
        http.shutdownNow();
    }

    private void keepAsking(URI edge) {
        HttpRequest question = HttpRequest.newBuilder(edge.resolve("/actuator/health/readiness"))
                .timeout(PATIENCE)
                .build();
        try {
            while (true) {
                if (isYes(question)) {
                    ready.add(edge);
                } else {
                    ready.remove(edge);
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isYes(HttpRequest question) throws InterruptedException {
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException away) {
            return false;
        }
    }
}
