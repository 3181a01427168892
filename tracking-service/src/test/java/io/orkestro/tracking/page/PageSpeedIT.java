package io.orkestro.tracking.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.contracts.Door;
import io.orkestro.tracking.Api;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.TrackingTest;
import io.orkestro.tracking.site.Follower;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From a courier's post to the recipient's page: figures for {@code docs/performance.md}. */
@Tag("long")
@TrackingTest
class PageSpeedIT {

    private static final int WARM_UP = 10;
    private static final int POSITIONS = 100;

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    private final String courier = Happenings.newKey();

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
        BlockingQueue<Follower.Seen> seen = new LinkedBlockingQueue<>();
        try (Door door = Api.door(port);
                Follower _ = follow(door, life, seen::add)) {
            crowd.forEach(each -> follow(door, each, _ -> {}));
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

    private long post(Life life, BlockingQueue<Follower.Seen> seen, double lat) throws InterruptedException {
        double rounded = Math.round(lat * 1e5) / 1e5;
        long begin = System.nanoTime();
        assertThat(Api.courier(port, courier)
                        .post("/v1/deliveries/" + life.id() + "/positions", at(rounded))
                        .status())
                .isEqualTo(202);
        while (true) {
            Follower.Seen next = seen.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("The position never came");
            }
            if (next.data().at("/way/courier/lat").asDouble(0) == rounded) {
                return next.nanos() - begin;
            }
        }
    }

    private static String at(double lat) {
        return "{\"lat\": %s, \"lng\": -0.09, \"recordedAt\": \"%s\"}".formatted(lat, Instant.now());
    }

    private static Follower follow(Door door, Life life, Consumer<Follower.Seen> onNews) {
        return new Follower(door.url("/track/" + life.trackingCode() + "/events"), onNews);
    }
}
