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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One side hangs or dies while dispatch is moved: the others go on, and nothing has happened twice when it is back. */
@ExtendWith(RunningPlatform.class)
class OutageIT {

    private static final Logger log = LoggerFactory.getLogger(OutageIT.class);
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
            shop.order(ledger, "before");

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
                within(AT_ONCE, () -> shop.order(ledger, "while it hangs"));
            }

            platform.stack().process(Application.DISPATCH).thaw();
            shop.order(ledger, "after");

            assertThat(LedgerIT.settled(ledger, shop).findings()).isEmpty();
        }
    }

    /** Requests pile up at the hanging service meanwhile; nobody else waits for them. */
    @Tag("long")
    @Test
    void theOthersAreAsQuickWhileDispatchHangs() throws Exception {
        try (Shop shop = Shop.open(platform, "quick");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            mover.live(shop);
            p99OfTheOthers(shop);
            Duration control = p99OfTheOthers(shop);
            Duration again = p99OfTheOthers(shop);

            platform.stack().process(Application.DISPATCH).freeze();
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> shop.api().sendRaw("GET", "/v1/deliveries?limit=1", null, Map.of()));
            }
            Duration meanwhile = p99OfTheOthers(shop);
            platform.stack().process(Application.DISPATCH).thaw();

            log.info("The others' p99: {} and {} before, {} while dispatch hangs", control, again, meanwhile);
            Duration slower = control.compareTo(again) > 0 ? control : again;
            Duration spread = control.minus(again).abs();
            Duration tolerance = Collections.max(List.of(slower.dividedBy(10), Duration.ofMillis(5), spread));
            assertThat(meanwhile).isLessThanOrEqualTo(slower.plus(tolerance));
        }
    }

    /** Of 600 requests to the three other capabilities and the account. */
    private static Duration p99OfTheOthers(Shop shop) {
        List<Runnable> requests = List.of(
                () -> shop.api().post("/v1/quotes", Orders.errand()).expect(200),
                () -> shop.courier()
                        .get("/v1/couriers/" + shop.courierId() + "/bookings")
                        .expect(200),
                () -> shop.api().get("/v1/webhook-endpoints").expect(200),
                () -> shop.api().get("/v1/account").expect(200));
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            long start = System.nanoTime();
            requests.get(i % requests.size()).run();
            took.add(Duration.ofNanos(System.nanoTime() - start));
        }
        return took.stream().sorted().toList().get(593);
    }

    @Test
    void aReadSaysHowOldItIsWhileItsOwnerHangs() {
        try (Shop shop = Shop.open(platform, "asof")) {
            Api retailer = shop.api();
            mover.live(shop);
            Order order = shop.order(new Ledger(), "read");
            mover.off(shop);
            await().atMost(AT_ONCE)
                    .untilAsserted(
                            () -> retailer.get("/v1/deliveries/" + id(order)).expect(200));
            assertThat(retailer.get("/v1/deliveries/" + id(order)).header("x-data-as-of"))
                    .as("the owner answers")
                    .isEmpty();

            platform.stack().process(Application.DISPATCH).freeze();
            Answer old = retailer.get("/v1/deliveries/" + id(order)).expect(200);

            assertThat(Instant.parse(old.header("x-data-as-of"))).isBefore(Instant.now());
            platform.stack().process(Application.DISPATCH).thaw();
        }
    }

    @Test
    void withoutTheMonolithTheServiceTakesOrdersAndReports() {
        try (Shop shop = Shop.open(platform, "alone")) {
            Api retailer = shop.api();
            Api courier = shop.courier();
            Ledger ledger = new Ledger();
            mover.live(shop);
            Order carried = shop.order(ledger, "carried");
            accept(shop, carried);
            platform.awaitStatus(retailer, id(carried), "assigned", Duration.ofSeconds(60));

            platform.stack().process(Application.MONOLITH).kill();

            for (int i = 0; i < 5; i++) {
                shop.order(ledger, "without the monolith");
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
                orders.add(shop.order(ledger, "claimed"));
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
