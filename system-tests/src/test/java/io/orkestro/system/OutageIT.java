package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.fault.Fault;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** One side hangs or dies while dispatch is moved: the others go on, and nothing has happened twice when it is back. */
@ExtendWith(RunningPlatform.class)
class OutageIT {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final Platform platform;
    private final Mover mover;

    OutageIT(Platform platform) {
        this.platform = platform;
        this.mover = platform.mover();
    }

    @AfterEach
    void everythingRunsAndIsAtTheMonolithAgain() {
        platform.doors().heal();
        platform.stack().process(Application.DISPATCH).thaw();
        platform.stack().start(Application.MONOLITH);
        platform.stack().start(Application.DISPATCH);
        mover.switchOff();
    }

    @Test
    void aHangingServiceHurtsNobodyElseAndIsLeftAtAClick() {
        try (Shop shop = Shop.open(platform, "hang")) {
            Api retailer = shop.api();
            Api courier = shop.courier();
            Ledger ledger = new Ledger();
            mover.live(shop);
            order(ledger, retailer, "before");

            platform.stack().process(Application.DISPATCH).freeze();

            within(AT_ONCE, () -> retailer.post("/v1/quotes", Orders.errand()).expect(200));
            within(AT_ONCE, () -> retailer.get("/v1/webhook-endpoints").expect(200));
            within(
                    AT_ONCE,
                    () -> courier.get("/v1/couriers/" + shop.courierId() + "/bookings")
                            .expect(200));

            mover.switchOff();
            // Two edges hear of it one after the other; a request that was sent to the frozen side waits for it in
            // vain.
            mover.awaitServedBy(shop, Side.MONOLITH);
            for (int i = 0; i < 5; i++) {
                within(AT_ONCE, () -> order(ledger, retailer, "while it hangs"));
            }

            platform.stack().process(Application.DISPATCH).thaw();
            order(ledger, retailer, "after");

            assertThat(LedgerIT.settled(ledger, shop).findings()).isEmpty();
        }
    }

    @Test
    void withoutTheMonolithTheServiceTakesOrdersAndReports() {
        try (Shop shop = Shop.open(platform, "alone")) {
            Api retailer = shop.api();
            Api courier = shop.courier();
            Ledger ledger = new Ledger();
            mover.live(shop);
            Order carried = order(ledger, retailer, "carried");
            accept(shop, carried);
            platform.awaitStatus(retailer, id(carried), "assigned", Duration.ofSeconds(60));

            platform.stack().process(Application.MONOLITH).kill();

            for (int i = 0; i < 5; i++) {
                order(ledger, retailer, "without the monolith");
            }
            for (String status : List.of("picked_up", "delivered")) {
                Answer answer = courier.post(
                                "/v1/deliveries/" + id(carried) + "/status",
                                "{\"attempt\":1,\"status\":\"%s\"}".formatted(status))
                        .expect(200);
                assertThat(answer.header("x-served-by")).isEqualTo(Side.SERVICE.servedBy());
                carried.reported(answer.json(), status);
            }

            platform.stack().start(Application.MONOLITH);

            assertThat(LedgerIT.settled(ledger, shop).findings()).isEmpty();
            for (Order order : ledger.orders()) {
                if (order != carried) {
                    accept(shop, order);
                    platform.awaitStatus(retailer, id(order), "assigned", Duration.ofSeconds(90));
                }
            }
        }
    }

    @Test
    void aSideThatDiesWhileItGivesUpADeliveryLosesNothing() {
        try (Shop shop = Shop.open(platform, "claim")) {
            Api retailer = shop.api();
            Ledger ledger = new Ledger();
            mover.awaitServedBy(shop, Side.MONOLITH);
            List<Order> orders = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                orders.add(order(ledger, retailer, "claimed"));
            }
            mover.move(shop, Side.SERVICE);
            // The monolith gives up, and nobody hears of it before it dies.
            platform.doors().of(Application.MONOLITH).plan(new Fault.DropAnswer());
            for (Order order : orders) {
                retailer.sendRaw("PATCH", "/v1/deliveries/" + id(order), change("Lost"), Map.of());
            }
            platform.stack().process(Application.MONOLITH).kill();
            platform.doors().heal();
            platform.stack().start(Application.MONOLITH);

            for (Order order : orders) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    Answer answer = retailer.sendRaw("PATCH", "/v1/deliveries/" + id(order), change("Found"), Map.of());
                    answer.expect(200);
                    assertThat(answer.header("x-served-by")).isEqualTo(Side.SERVICE.servedBy());
                    order.changed(answer.json(), "Found");
                });
            }

            assertThat(LedgerIT.settled(ledger, shop).findings()).isEmpty();
        }
    }

    private static byte[] change(String instructions) {
        return "{\"dropoff\":{\"instructions\":\"%s\"}}".formatted(instructions).getBytes(StandardCharsets.UTF_8);
    }

    private static Order order(Ledger ledger, Api retailer, String why) {
        String externalId = why.replace(' ', '-') + "-" + UUID.randomUUID();
        Order order = ledger.open(externalId, externalId + "@example.org");
        Answer created = retailer.post(
                        "/v1/deliveries", Orders.order(externalId).replace("ada@example.org", order.recipient()))
                .expect(201);
        order.created(created.json(), created.header("x-served-by"));
        return order;
    }

    private static String id(Order order) {
        return Objects.requireNonNull(order.id());
    }

    private static void accept(Shop shop, Order order) {
        String bookings = "/v1/couriers/" + shop.courierId() + "/bookings";
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    JsonNode offers = shop.courier()
                            .get(bookings + "?status=offered")
                            .expect(200)
                            .json()
                            .at("/data");
                    JsonNode offer = offers.valueStream()
                            .filter(booking ->
                                    booking.at("/deliveryId").asString("").equals(id(order)))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("No offer for " + id(order) + " among " + offers));
                    shop.courier()
                            .post(bookings + "/" + offer.at("/id").asString() + "/accept", "{}")
                            .expect(200);
                });
    }

    private static void within(Duration most, Runnable what) {
        long start = System.nanoTime();
        what.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(most);
    }
}
