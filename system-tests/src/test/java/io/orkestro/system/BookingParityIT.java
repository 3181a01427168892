package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A booking's life with the marketplace moved before every step of it, whichever side dispatch is on. */
@ExtendWith(RunningPlatform.class)
class BookingParityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Platform platform;
    private final Mover dispatch;
    private final Mover marketplace;

    BookingParityIT(Platform platform) {
        this.platform = platform;
        this.dispatch = platform.mover();
        this.marketplace = platform.mover(Capability.COURIER_MARKETPLACE);
    }

    @AfterEach
    void everythingIsAtTheMonolithAgain() {
        dispatch.switchOff();
        marketplace.switchOff();
    }

    static Stream<Arguments> everyPairOfSides() {
        return Stream.of(Side.values())
                .flatMap(dispatch -> Stream.of(Side.values()).map(first -> Arguments.of(dispatch, first)));
    }

    @ParameterizedTest(name = "dispatch at {0}, the marketplace beginning at {1}")
    @MethodSource("everyPairOfSides")
    void isCarriedToItsEnd(Side dispatchSide, Side first) {
        try (Shop shop = open("booked", dispatchSide, first)) {
            Turns turns = new Turns(shop, first);
            Api retailer = shop.api();
            retailer.post("/v1/quotes", Orders.errand()).expect(200);
            turns.turn();
            String id = order(retailer);
            turns.turn();
            String booking = shop.awaitOffer(id, PATIENCE);
            turns.turn();
            String key = UUID.randomUUID().toString();
            Answer accepted = turns.post(booking + "/accept", "{}", key).expect(200);
            platform.awaitStatus(retailer, id, "assigned", PATIENCE);
            turns.turn();
            Answer again = turns.post(booking + "/accept", "{}", key).expect(200);
            assertThat(again.json()).isEqualTo(accepted.json());
            assertThat(again.header("idempotent-replayed")).isEqualTo("true");
            for (String status : new String[] {"pickup_arrived", "picked_up", "dropoff_arrived"}) {
                turns.turn();
                report(shop, id, status);
            }
            turns.turn();
            report(shop, id, "delivered");

            for (Side ignored : Side.values()) {
                awaitBooking(shop, booking, "completed");
                turns.turn();
                turns.post(
                                booking + "/drop",
                                "{\"reason\":\"flat_tyre\"}",
                                UUID.randomUUID().toString())
                        .expect(409);
            }
            assertThat(retailer.get("/v1/deliveries/" + id).expect(200).json().at("/attempts"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest(name = "dispatch at {0}, the marketplace beginning at {1}")
    @MethodSource("everyPairOfSides")
    void isDroppedAndSomebodyElseIsLookedFor(Side dispatchSide, Side first) {
        try (Shop shop = open("dropped", dispatchSide, first)) {
            Turns turns = new Turns(shop, first);
            String id = order(shop.api());
            String booking = shop.awaitOffer(id, PATIENCE);
            turns.turn();
            turns.post(booking + "/accept", "{}", UUID.randomUUID().toString()).expect(200);
            platform.awaitStatus(shop.api(), id, "assigned", PATIENCE);
            turns.turn();

            turns.post(
                            booking + "/drop",
                            "{\"reason\":\"flat_tyre\"}",
                            UUID.randomUUID().toString())
                    .expect(200);

            await().atMost(PATIENCE).pollInterval(LOOK).untilAsserted(() -> {
                JsonNode attempts = shop.api()
                        .get("/v1/deliveries/" + id)
                        .expect(200)
                        .json()
                        .at("/attempts");
                assertThat(attempts.get(0).at("/courierId").asString()).isEqualTo(shop.courierId());
                assertThat(attempts.get(0).at("/status").asString()).isEqualTo("withdrawn");
            });
            turns.turn();
            awaitBooking(shop, booking, "withdrawn");
        }
    }

    private Shop open(String name, Side dispatchSide, Side first) {
        Shop shop = Shop.open(platform, name);
        if (dispatchSide == Side.SERVICE) {
            dispatch.move(shop, dispatchSide);
        }
        if (first == Side.SERVICE) {
            marketplace.move(shop, first);
        }
        return shop;
    }

    private static String order(Api retailer) {
        return retailer.post("/v1/deliveries", Orders.order("booking-" + UUID.randomUUID()))
                .expect(201)
                .at("/id");
    }

    private static void report(Shop shop, String id, String status) {
        shop.courier()
                .post("/v1/deliveries/" + id + "/status", "{\"attempt\":1,\"status\":\"%s\"}".formatted(status))
                .expect(200);
    }

    private static void awaitBooking(Shop shop, String booking, String status) {
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(
                        () -> assertThat(shop.courier().get(booking).expect(200).at("/status"))
                                .isEqualTo(status));
    }

    /** The marketplace, moved for one shop's courier. */
    private final class Turns {

        private final Shop shop;
        private Side served;

        Turns(Shop shop, Side first) {
            this.shop = shop;
            this.served = first;
        }

        void turn() {
            served = served.other();
            marketplace.move(shop, served);
        }

        Answer post(String path, String body, String key) {
            Answer answer = shop.courier().post(path, body, key);
            assertThat(answer.header("x-served-by")).isEqualTo(Capability.COURIER_MARKETPLACE.servedBy(served));
            return answer;
        }
    }
}
