package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.system.CourierRows.Booking;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One small courier for two retailers on different sides, while all three are moved to and fro: it never carries a fourth. */
@ExtendWith(RunningPlatform.class)
class CapacityIT {

    private static final Logger log = LoggerFactory.getLogger(CapacityIT.class);

    private static final int CAPACITY = 3;
    private static final int ORDERS_EACH = 260;
    /** Of the orders, which are called off at once: 500 are left. */
    private static final int CALLED_OFF = 26;

    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(700);
    private static final Duration BETWEEN_FLIPS = Duration.ofMillis(800);
    /** The retailers are moved this much more seldom than their courier. */
    private static final int SELDOM = 4;

    private static final Duration LONGEST = Duration.ofMinutes(25);
    private static final List<String> ENDS = List.of("delivered", "cancelled", "returned", "failed", "expired");

    private final Platform platform;
    private final Mover dispatch;
    private final Mover marketplace;

    private volatile boolean over;

    CapacityIT(Platform platform) {
        this.platform = platform;
        this.dispatch = platform.mover();
        this.marketplace = platform.mover(Capability.COURIER_MARKETPLACE);
    }

    @AfterEach
    void everythingIsAtTheMonolithAgain() {
        dispatch.switchOff();
        marketplace.switchOff();
    }

    /** A shop and what it was promised. */
    private record Customer(Shop shop, Ledger ledger) {}

    @Tag("long")
    @Test
    void nobodyCarriesMoreThanItCanWhileItIsMovedToAndFro() throws Exception {
        String courierId = smallCourier();
        try (Shop atTheService = Shop.open(platform, "even");
                Shop atTheMonolith = Shop.open(platform, "odd");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Customer> customers =
                    List.of(new Customer(atTheService, new Ledger()), new Customer(atTheMonolith, new Ledger()));
            customers.forEach(customer -> customer.shop().isCarriedForBy(courierId));
            dispatch.move(atTheService, Side.SERVICE);
            Instant start = Instant.now();

            Future<Integer> flips = threads.submit(() -> flip(courierId, atTheService, atTheMonolith));
            try {
                List<Future<Long>> orders = customers.stream()
                        .map(customer -> threads.submit(() -> order(customer)))
                        .toList();
                long calledOff = 0;
                for (Future<Long> each : orders) {
                    calledOff += each.get();
                }
                awaitEnds(customers);
                endedAsPromised(customers, calledOff);
            } finally {
                over = true;
            }

            int flipped = flips.get();
            for (Customer customer : customers) {
                assertThat(LedgerIT.settled(customer.ledger(), customer.shop()).findings())
                        .isEmpty();
            }
            neverTooMuch(courierId, flipped, Duration.between(start, Instant.now()));
        } finally {
            platform.ops().post("/v1/couriers/" + courierId + "/pause", "{}").expect(200);
        }
    }

    /** Of the sandbox: it says yes at once and is there within seconds. */
    private String smallCourier() {
        String key = "small" + Long.toString(System.nanoTime() % 60_466_176, 36);
        return platform.ops()
                .post("/v1/couriers", """
                    {"key":"%s","name":"Three bags","vehicles":[{"type":"bike","maxWeightGrams":15000}],
                     "serviceArea":{"center":{"lat":51.5136,"lng":-0.1365},"radiusMeters":5000},
                     "rateCard":{"currency":"GBP","base":100,"perKm":10},"capacity":%d,"speedKmh":15,
                     "sandbox":"fast"}\
                    """.formatted(key, CAPACITY))
                .expect(201)
                .at("/id");
    }

    /** @return how many orders were called off */
    private static long order(Customer customer) throws InterruptedException {
        long calledOff = 0;
        for (int number = 1; number <= ORDERS_EACH; number++) {
            Order order = customer.shop().order(customer.ledger(), "capacity");
            if (number % CALLED_OFF == 0 && isCalledOff(customer.shop(), order)) {
                calledOff++;
            }
            Thread.sleep(BETWEEN_ORDERS);
        }
        return calledOff;
    }

    /** A driver that has the goods carries them all the same. */
    private static boolean isCalledOff(Shop shop, Order order) {
        Answer answer = shop.api().post("/v1/deliveries/" + Objects.requireNonNull(order.id()) + "/cancel", "{}");
        if (answer.status() == 409) {
            return false;
        }
        order.cancelled(answer.expect(200).json());
        return true;
    }

    /** The courier again and again; the retailers now and then, past each other. */
    private int flip(String courierId, Shop first, Shop second) throws InterruptedException {
        String courier = courierId.substring("crr_".length());
        Side courierSide = Side.MONOLITH;
        Side firstSide = Side.SERVICE;
        int flips = 0;
        for (int turn = 1; !over; turn++) {
            courierSide = courierSide.other();
            marketplace.flip(courier, courierSide);
            takeNotice(courierId, turn);
            flips++;
            if (turn % SELDOM == 0) {
                dispatch.flip(second, firstSide);
                firstSide = firstSide.other();
                dispatch.flip(first, firstSide);
                flips += 2;
            }
            Thread.sleep(BETWEEN_FLIPS);
        }
        return flips;
    }

    /** Messages follow a courier wherever it is; only who is asked to write takes it over. */
    private void takeNotice(String courierId, int turn) {
        platform.ops()
                .patch("/v1/couriers/" + courierId, "{\"speedKmh\":%d}".formatted(14 + turn % 2))
                .expect(200);
    }

    private void awaitEnds(List<Customer> customers) {
        await().atMost(LONGEST).pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
            for (Customer customer : customers) {
                assertThat(statuses(customer)).isSubsetOf(ENDS).hasSize(ORDERS_EACH);
            }
        });
    }

    private void endedAsPromised(List<Customer> customers, long calledOff) {
        Map<String, Long> ends = customers.stream()
                .flatMap(customer -> statuses(customer).stream())
                .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
        assertThat(ends).isEqualTo(Map.of("cancelled", calledOff, "delivered", 2L * ORDERS_EACH - calledOff));
    }

    private List<String> statuses(Customer customer) {
        return platform.all(customer.shop().api(), "/v1/deliveries").stream()
                .map(delivery -> delivery.at("/status").asString(""))
                .toList();
    }

    private void neverTooMuch(String courierId, int flips, Duration took) {
        CourierRows courier = new CourierRows(platform, courierId);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(courier.bookingsAtTheMonolith())
                        .as("what both sides know")
                        .isEqualTo(courier.bookingsAtTheService()));
        Collection<Booking> bookings = courier.bookingsAtTheMonolith();
        int most = mostAtOnce(bookings);
        Map<String, Long> byStatus =
                bookings.stream().collect(Collectors.groupingBy(Booking::status, Collectors.counting()));
        log.info("""

                | bookings | {} {} |
                | flips | {} |
                | claims of the courier | {} |
                | most at once | {} |
                | took | {} s |
                """, bookings.size(), byStatus, flips, courier.claims(), most, took.toSeconds());

        assertThat(courier.hasOneOwner()).isTrue();
        assertThat(bookings).noneMatch(Booking::isLive);
        assertThat(most).isEqualTo(CAPACITY);
        bookings.stream()
                .collect(Collectors.groupingBy(Booking::deliveryId))
                .forEach((deliveryId, those) -> assertThat(mostAtOnce(those))
                        .as("live bookings of %s at any moment", deliveryId)
                        .isLessThanOrEqualTo(1));
    }

    private static int mostAtOnce(Collection<Booking> bookings) {
        return Booked.mostAtOnce(bookings.stream().map(Booking::booked).toList());
    }
}
