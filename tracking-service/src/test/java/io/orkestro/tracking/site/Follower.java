package io.orkestro.tracking.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a page's stream as a browser does, and keeps what it was told. */
public final class Follower implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Consumer<Seen> onNews;
    private final Thread reading;

    /** @param nanos when it came */
    public record Seen(String id, JsonNode data, long nanos) {}

    public Follower(String url) {
        this(url, _ -> {});
    }

    public Follower(String url, Consumer<Seen> onNews) {
        this.onNews = onNews;
        this.reading = Thread.ofVirtual().start(() -> read(url));
    }

    /** Since it began. */
    public List<Seen> seen() {
        return seen;
    }

    public Seen last() {
        if (seen.isEmpty()) {
            throw new AssertionError("Nothing came yet");
        }
        return seen.getLast();
    }

    private void read(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            String id = "";
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: {")) {
                    Seen one = new Seen(id, JSON.readTree(line.substring(6)), System.nanoTime());
                    seen.add(one);
                    onNews.accept(one);
                }
            }
        } catch (IOException _) {
            // The door was closed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        reading.interrupt();
    }
}
