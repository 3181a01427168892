package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Many deliveries against the six fleets at once: each ends, no courier carries too much, nobody carries twice. */
@ExtendWith(RunningPlatform.class)
class FleetsIT {

    private static final Logger log = LoggerFactory.getLogger(FleetsIT.class);

    private static final int DELIVERIES = Integer.getInteger("orkestro.fleets.deliveries", 60);
    private static final List<String> ENDS = List.of("delivered", "cancelled", "returned", "failed", "expired");

    private final Platform platform;
    private final Api retailer;

    FleetsIT(Platform platform) {
        this.platform = platform;
        this.retailer = platform.retailer();
    }

    @Test
    void everyDeliveryEndsAndNoCourierCarriesMoreThanItCan() throws Exception {
        platform.rules("""
            {"strategy":"cheapest","answerWithinSeconds":10,"giveUpAfterSeconds":900,"maxAttempts":20}\
            """);
        Instant start = Instant.now();

        List<String> ids = createAll();
        Map<String, JsonNode> ended = new HashMap<>();
        await().atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    for (String id : ids) {
                        if (!ended.containsKey(id)) {
                            Answer delivery =
                                    retailer.get("/v1/deliveries/" + id).expect(200);
                            if (ENDS.contains(delivery.at("/status"))) {
                                ended.put(id, delivery.json());
                            }
                        }
                    }
                    assertThat(ended).hasSize(DELIVERIES);
                });

        report(ended.values(), Duration.between(start, Instant.now()));
        nobodyCarriesTooMuch(ids);
    }

    private List<String> createAll() throws Exception {
        List<String> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> futures = new ArrayList<>();
            for (int i = 0; i < DELIVERIES; i++) {
                futures.add(threads.submit(
                        () -> retailer.post("/v1/deliveries", Orders.order("fleets-" + UUID.randomUUID()))
                                .expect(201)
                                .at("/id")));
            }
            for (Future<String> future : futures) {
                ids.add(future.get());
            }
        }
        return ids;
    }

    /** Sweeps over the beginnings and ends of all bookings, courier by courier and delivery by delivery. */
    private void nobodyCarriesTooMuch(List<String> ids) {
        for (JsonNode courier : platform.all(platform.ops(), "/v1/couriers")) {
            String id = courier.at("/id").asString("");
            List<JsonNode> bookings = platform.all(platform.ops(), "/v1/couriers/" + id + "/bookings");
            assertThat(mostAtOnce(bookings))
                    .as("live bookings of %s at any moment", id)
                    .isLessThanOrEqualTo(courier.at("/capacity").asInt());
        }
        Map<String, List<JsonNode>> byDelivery = platform.all(platform.ops(), "/v1/couriers").stream()
                .flatMap(courier ->
                        platform
                                .all(
                                        platform.ops(),
                                        "/v1/couriers/" + courier.at("/id").asString("") + "/bookings")
                                .stream())
                .collect(Collectors.groupingBy(
                        booking -> booking.at("/deliveryId").asString("")));
        for (String id : ids) {
            assertThat(mostAtOnce(byDelivery.getOrDefault(id, List.of())))
                    .as("live bookings of %s at any moment", id)
                    .isLessThanOrEqualTo(1);
        }
    }

    private static int mostAtOnce(List<JsonNode> bookings) {
        return Booked.mostAtOnce(bookings.stream().map(FleetsIT::booked).toList());
    }

    private static Booked booked(JsonNode booking) {
        String ended = booking.at("/endedAt").asString("");
        return new Booked(
                Instant.parse(booking.at("/requestedAt").asString()), ended.isEmpty() ? null : Instant.parse(ended));
    }

    private static void report(Collection<JsonNode> deliveries, Duration took) {
        Map<String, Long> byStatus = deliveries.stream()
                .collect(Collectors.groupingBy(d -> d.at("/status").asString(""), Collectors.counting()));
        long attempts =
                deliveries.stream().mapToLong(d -> d.at("/attempts").size()).sum();
        long[] toAssign = deliveries.stream()
                .flatMap(d -> d.at("/attempts")
                        .valueStream()
                        .filter(a -> List.of("completed", "confirmed")
                                .contains(a.at("/status").asString("")))
                        .map(a -> Duration.between(
                                        Instant.parse(d.at("/createdAt").asString()),
                                        Instant.parse(a.at("/answeredAt").asString()))
                                .toMillis()))
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        log.info(
                """

                | deliveries | {} |
                | ended as | {} |
                | attempts | {} |
                | time to assign p50 | {} ms |
                | time to assign p99 | {} ms |
                | all ended after | {} s |
                """,
                deliveries.size(),
                byStatus,
                attempts,
                percentile(toAssign, 0.50),
                percentile(toAssign, 0.99),
                took.toSeconds());
    }

    private static long percentile(long[] sorted, double share) {
        return sorted.length == 0
                ? -1
                : Arrays.copyOf(sorted, sorted.length)[
                        (int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
