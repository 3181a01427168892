package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.system.Mover.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * A delivery is followed alike whichever side tracks it, and wherever tracking is moved in the middle: the same timeline, the
 * courier where it was last seen, and no arrival told twice.
 */
@ExtendWith(RunningPlatform.class)
class TrackingParityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An arrival is told when it has moved by more. */
    private static final Duration WORTH_TELLING = Duration.ofMinutes(2);

    private final Platform platform;
    private final Mover mover;
    private final List<Instant> recorded = new ArrayList<>();

    TrackingParityIT(Platform platform) {
        this.platform = platform;
        this.mover = platform.mover(Mover.Capability.TRACKING);
    }

    @AfterEach
    void everythingIsAtTheMonolithAgain() {
        mover.switchOff();
    }

    @ParameterizedTest(name = "beginning at {0}")
    @EnumSource(Side.class)
    void movedBeforeEveryStep(Side first) {
        follow(first, true);
    }

    @Test
    void theServiceAlone() {
        follow(Side.SERVICE, false);
    }

    private void follow(Side first, boolean moves) {
        try (Shop shop = Shop.open(platform, "track")) {
            mover.awaitServedBy(shop, Side.MONOLITH);
            if (first == Side.SERVICE) {
                mover.move(shop, Side.SERVICE);
            }
            Side[] served = {first};
            Runnable turn = () -> {
                if (moves) {
                    served[0] = served[0].other();
                    mover.move(shop, served[0]);
                }
            };
            Api courier = shop.courier();
            String order = Orders.order("track-" + UUID.randomUUID(), "\"autoDispatch\":false,");
            String id = shop.api().post("/v1/deliveries", order).expect(201).at("/id");
            String path = "/v1/deliveries/" + id;
            shop.api().post(path + "/dispatch", "{}").expect(200);
            accept(shop, id);
            platform.awaitStatus(shop.api(), id, "assigned", PATIENCE);
            seen(shop, id, served[0], List.of("delivery.created", "delivery.updated", "delivery.assigned"), null);

            turn.run();
            position(courier, path, served[0], 51.5140);
            turn.run();
            seen(shop, id, served[0], List.of("delivery.assigned"), 51.5140);
            courier.post(path + "/status", "{\"attempt\":1,\"status\":\"picked_up\"}")
                    .expect(200);
            turn.run();
            position(courier, path, served[0], 51.5150);
            turn.run();
            seen(shop, id, served[0], List.of("delivery.assigned", "delivery.picked_up"), 51.5150);
            position(courier, path, served[0], 51.5160);
            turn.run();
            position(courier, path, served[0], 51.5170);
            turn.run();
            seen(shop, id, served[0], List.of("delivery.assigned", "delivery.picked_up"), 51.5170);
            courier.post(path + "/status", "{\"attempt\":1,\"status\":\"delivered\"}")
                    .expect(200);
            seen(shop, id, served[0], List.of("delivery.assigned", "delivery.picked_up", "delivery.delivered"), null);
            turn.run();
            seen(shop, id, served[0], List.of("delivery.assigned", "delivery.picked_up", "delivery.delivered"), null);
            noArrivalWasToldTwice(shop, id);
        }
    }

    private void accept(Shop shop, String id) {
        String bookings = "/v1/couriers/" + shop.courierId() + "/bookings";
        JsonNode offer = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> shop.courier()
                                .get(bookings + "?status=offered")
                                .expect(200)
                                .json()
                                .at("/data")
                                .valueStream()
                                .filter(booking ->
                                        booking.at("/deliveryId").asString("").equals(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        shop.courier()
                .post(bookings + "/" + offer.at("/id").asString() + "/accept", "{}")
                .expect(200);
    }

    /** Ten seconds between two of them, so that each is told to the other side. */
    private void position(Api courier, String path, Side side, double lat) {
        Instant at = recorded.isEmpty()
                ? Instant.now().minusSeconds(300)
                : recorded.getLast().plusSeconds(10);
        recorded.add(at);
        String fix = "{\"lat\":%s,\"lng\":-0.1365,\"recordedAt\":\"%s\"}".formatted(lat, at);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            Answer taken = courier.post(path + "/positions", fix).expect(202);
            assertThat(taken.header("x-served-by")).isEqualTo(mover.servedBy(side));
        });
    }

    private void seen(Shop shop, String id, Side side, List<String> types, @Nullable Double lat) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    Answer tracking =
                            shop.api().get("/v1/deliveries/" + id + "/tracking").expect(200);
                    assertThat(tracking.header("x-served-by")).isEqualTo(mover.servedBy(side));
                    assertThat(tracking.json().at("/timeline").findValuesAsString("type"))
                            .containsSubsequence(types);
                    assertThat(tracking.json().has("missing")).isFalse();
                    if (lat != null) {
                        assertThat(tracking.json().at("/lastPosition/lat").asDouble())
                                .isEqualTo(lat);
                    }
                });
    }

    private static void noArrivalWasToldTwice(Shop shop, String id) {
        List<Instant> told = shop.webhooks().callsAbout(id).stream()
                .filter(call -> call.type().equals("delivery.eta_changed"))
                .map(call -> Instant.parse(call.body().at("/data/dropoffEta").asString()))
                .toList();
        for (int i = 1; i < told.size(); i++) {
            assertThat(Duration.between(told.get(i - 1), told.get(i)).abs()).isGreaterThan(WORTH_TELLING);
        }
    }
}
