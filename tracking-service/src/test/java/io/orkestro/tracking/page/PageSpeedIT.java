package io.orkestro.tracking.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.tracking.Api;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.TrackingTest;
import io.orkestro.tracking.site.Door;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a courier's post to the recipient's page: figures for {@code docs/performance.md}. */
@Tag("long")
@TrackingTest
class PageSpeedIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int WARM_UP = 10;
    private static final int POSITIONS = 100;

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    private final String courier = Happenings.newKey();

    private record Seen(double lat, long nanos) {}

    @Test
    void aPositionIsOnThePageBeforeAnybodyCouldTell() throws Exception {
        measure("one page open", 0);
        measure("200 pages of others open, each of their couriers moving once in 5 s", 200);
    }

    private void measure(String what, int others) throws Exception {
        happenings.happen(Happenings.aSandboxCourier(courier));
        Life life = begin();
        List<Life> crowd = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            crowd.add(begin());
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Life last = crowd.isEmpty() ? life : crowd.getLast();
            assertThat(Api.anyone(port).get("/track/" + last.trackingCode()).status())
                    .isEqualTo(200);
        });
        try (Door door = new Door(port);
                HttpClient client = HttpClient.newHttpClient()) {
            BlockingQueue<Seen> seen = follow(client, door, life);
            crowd.forEach(each -> follow(client, door, each));
            await().atMost(Duration.ofSeconds(30)).until(() -> door.openStreams() == others + 1);
            Thread traffic = Thread.ofVirtual().start(() -> move(crowd));
            try {
                long[] micros = new long[POSITIONS];
                for (int i = -WARM_UP; i < POSITIONS; i++) {
                    long took = post(life, seen, 51.52 + (i + WARM_UP) * 0.00005);
                    if (i >= 0) {
                        micros[i] = took / 1000;
                    }
                    TimeUnit.MILLISECONDS.sleep(250);
                }
                Arrays.sort(micros);
                System.out.printf(
                        "POST of a position to the page's stream, %s: p50 %.1f ms, p99 %.1f ms, longest %.1f ms (%d)%n",
                        what,
                        micros[POSITIONS / 2] / 1000.0,
                        micros[POSITIONS * 99 / 100] / 1000.0,
                        micros[POSITIONS - 1] / 1000.0,
                        POSITIONS);
                assertThat(micros[POSITIONS / 2]).isLessThan(1_000_000);
            } finally {
                traffic.interrupt();
                traffic.join();
            }
        }
    }

    private Life begin() {
        Life life = Happenings.aDeliveryOf(Happenings.newKey());
        happenings.happen(life.created(), life.assignedTo(courier), life.reached("picked_up"));
        return life;
    }

    private void move(List<Life> crowd) {
        double lat = 51.52;
        while (!Thread.interrupted()) {
            for (Life each : crowd) {
                try {
                    Api.courier(port, courier).post("/v1/deliveries/" + each.id() + "/positions", at(lat));
                    TimeUnit.MILLISECONDS.sleep(Math.max(1, 5000 / crowd.size() - 5));
                } catch (InterruptedException | IllegalStateException _) {
                    return;
                }
            }
            lat += 0.0001;
            if (crowd.isEmpty()) {
                return;
            }
        }
    }

    private long post(Life life, BlockingQueue<Seen> seen, double lat) throws InterruptedException {
        double rounded = Math.round(lat * 1e5) / 1e5;
        long begin = System.nanoTime();
        assertThat(Api.courier(port, courier)
                        .post("/v1/deliveries/" + life.id() + "/positions", at(rounded))
                        .status())
                .isEqualTo(202);
        while (true) {
            Seen next = seen.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("The position never came");
            }
            if (next.lat() == rounded) {
                return next.nanos() - begin;
            }
        }
    }

    private static String at(double lat) {
        return "{\"lat\": %s, \"lng\": -0.09, \"recordedAt\": \"%s\"}".formatted(lat, Instant.now());
    }

    /** Reads a page's stream as a browser does, through a door. */
    private BlockingQueue<Seen> follow(HttpClient client, Door door, Life life) {
        BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
        HttpRequest request = HttpRequest.newBuilder(URI.create(door.url("/track/" + life.trackingCode() + "/events")))
                .build();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("data: {")) {
                        JsonNode way = JSON.readTree(line.substring(6)).at("/way/courier/lat");
                        seen.add(new Seen(way.asDouble(0), System.nanoTime()));
                    }
                }
            } catch (IOException _) {
                // The door was closed.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        return seen;
    }
}
