package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Load;
import io.orkestro.system.ledger.Order;
import io.orkestro.system.ledger.Plan;
import io.orkestro.system.ledger.Reckoning;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All four capabilities in shadow, every request to both sides: they say the same while orders come in, and what is wrong is found. */
@Tag("long")
@ExtendWith(RunningPlatform.class)
class ShadowedPlatformIT {

    private static final Logger log = LoggerFactory.getLogger(ShadowedPlatformIT.class);

    private static final long COMPARED = Long.getLong("shadowed.compared", 50_000);
    private static final Duration AT_MOST = Duration.ofMinutes(Integer.getInteger("shadowed.minutes", 20));
    private static final int READS_PER_SECOND = Integer.getInteger("shadowed.reads", 70);
    private static final double ORDERS_PER_SECOND = Double.parseDouble(System.getProperty("shadowed.orders", "0.3"));
    private static final int READERS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;
    private final Ledger ledger = new Ledger();
    private Instant begun = Instant.EPOCH;

    ShadowedPlatformIT(Platform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void everythingInShadow() {
        begun = Instant.now();
        for (Capability capability : Capability.values()) {
            platform.mover(capability).shadow();
        }
    }

    @AfterEach
    void everythingIsAtTheMonolithAlone() throws InterruptedException {
        for (Capability capability : Capability.values()) {
            platform.mover(capability).switchOff();
        }
        theLastLooksAreOver();
    }

    /** And told: 3.5 s of pauses, and a second. */
    private static void theLastLooksAreOver() throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(6));
    }

    @Test
    void bothSidesSayTheSameWhileOrdersComeIn() throws Exception {
        try (Shop shop = Shop.open(platform, "shadowed");
                Load load = new Load(platform.edges(), shop.party(), Plan.of(ORDERS_PER_SECOND, AT_MOST), ledger);
                ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            AtomicBoolean enough = new AtomicBoolean();
            List<String> paths = standing(shop);
            load.start();
            List<Future<?>> reading = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                URI edge = platform.edges().get(i % platform.edges().size());
                reading.add(readers.submit(() -> read(edge, shop, paths, enough)));
            }
            await().atMost(AT_MOST.plus(PATIENCE))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> sum("compared") >= COMPARED || !load.isTakingOrders());
            load.takeNoMore();
            enough.set(true);
            for (Future<?> each : reading) {
                each.get();
            }
            load.finish();
            Reckoning reckoning = LedgerIT.settled(ledger, shop);
            theLastLooksAreOver();

            long compared = sum("compared");
            long different = sum("different");
            long undecided = sum("undecided");
            log.info(
                    "{} compared, {} different, {} undecided, {} dropped, {} unanswered in {} s; {} orders\n{}\n{}",
                    compared,
                    different,
                    undecided,
                    sum("dropped"),
                    sum("unanswered"),
                    Duration.between(begun, Instant.now()).toSeconds(),
                    ledger.orders().size(),
                    String.join("\n", byRoute()),
                    String.join("\n", differences()));
            assertThat(compared).isGreaterThanOrEqualTo(COMPARED);
            assertThat(different * 1000).as(String.join("\n", differences())).isLessThan(compared);
            assertThat(undecided * 20).as("undecided beside %d", compared).isLessThan(compared);
            assertThat(reckoning.findings()).isEmpty();
        }
    }

    /** One price and one status are another in one service's database: both are found, and nobody's name is told. */
    @Test
    void whatIsReallyDifferentIsShown() throws Exception {
        try (Shop shop = Shop.open(platform, "seeded")) {
            Order order = shop.order(ledger, "seeded");
            String delivery = Objects.requireNonNull(order.id());
            String booking = shop.awaitOffer(delivery, PATIENCE);
            shop.accept(booking).expect(200);
            platform.awaitStatus(shop.api(), delivery, "assigned", PATIENCE);
            awaitCopy(Application.DISPATCH, "select id from delivery where status = 'ASSIGNED' and id = ?", delivery);
            String bookings = booking.substring(0, booking.lastIndexOf('/'));
            String bookingId = booking.substring(bookings.length() + 1);
            awaitCopy(
                    Application.MARKETPLACE, "select id from booking where status = 'CONFIRMED' and id = ?", bookingId);

            Rows.change(
                    platform,
                    Application.DISPATCH,
                    "update delivery set attempts = jsonb_set(attempts, '{0,fee,amount}', '4711'),"
                            + " consignment = jsonb_set(consignment, '{dropoff,name}', '\"Grace Hopper\"')"
                            + " where id = ?",
                    delivery);
            Rows.change(
                    platform,
                    Application.MARKETPLACE,
                    "update booking set status = 'COMPLETED' where id = ?",
                    bookingId);
            // What is younger than a minute might be news that is under way.
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(5))
                    .untilAsserted(() -> {
                        shop.api().get("/v1/deliveries?limit=5").expect(200);
                        shop.api().get("/v1/deliveries/" + delivery).expect(200);
                        shop.courier().get(bookings + "?limit=5").expect(200);
                        assertThat(platform.mover(Capability.DISPATCH).page())
                                .contains("GET /v1/deliveries/{id}</code> <span", "GET /v1/deliveries</code> <span")
                                .contains("/data/0/attempts/0/fee/amount", ">/attempts/0/fee/amount<", ">4711<")
                                .contains("/dropoff/name", "text(12)")
                                .doesNotContain("Lovelace", "Hopper");
                        assertThat(platform.mover(Capability.COURIER_MARKETPLACE)
                                        .page())
                                .contains("GET /v1/couriers/{id}/bookings</code> <span", "/data/0/status")
                                .contains(">confirmed<", ">completed<");
                    });
        }
    }

    private void awaitCopy(Application owner, String query, String id) {
        await().atMost(PATIENCE)
                .until(() -> !Rows.of(platform, owner, query, id, row -> row.getString("id"))
                        .isEmpty());
    }

    /** What is read again and again, beside what there is of each order. */
    private List<String> standing(Shop shop) {
        String endpoint = shop.api()
                .get("/v1/webhook-endpoints")
                .expect(200)
                .json()
                .at("/data/0/id")
                .asString();
        shop.api()
                .post("/v1/opt-outs", "{\"address\":\"nobody@%s.example\"}".formatted(shop.key()))
                .expect(201);
        return List.of(
                "/v1/deliveries?limit=20",
                "/v1/deliveries?limit=3",
                "/v1/deliveries?limit=10&status=delivered",
                "/v1/dispatch-rules",
                "/v1/notification-rules",
                "/v1/opt-outs",
                "/v1/webhook-endpoints",
                "/v1/webhook-endpoints/" + endpoint,
                "/v1/webhook-endpoints/" + endpoint + "/attempts?limit=20",
                "/v1/couriers?limit=20");
    }

    private void read(URI edge, Shop shop, List<String> standing, AtomicBoolean enough) {
        Api retailer = new Api(edge, platform.retailerKey(shop.retailerId()));
        Api courier = new Api(edge, platform.courierKey(shop.courierId()));
        String bookings = "/v1/couriers/" + shop.courierId() + "/bookings";
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long pause = Duration.ofSeconds(READERS).dividedBy(READS_PER_SECOND).toNanos();
        for (long due = System.nanoTime(); !enough.get(); due = Math.max(due + pause, System.nanoTime() - pause)) {
            LockSupport.parkNanos(due - System.nanoTime());
            List<String> ids = ledger.orders().stream()
                    .map(Order::id)
                    .filter(Objects::nonNull)
                    .toList();
            int what = random.nextInt(12);
            if (what < 6 && !ids.isEmpty()) {
                // Mostly one of the last, which are still moving.
                int back = random.nextInt(random.nextBoolean() ? Math.min(8, ids.size()) : ids.size());
                String path = "/v1/deliveries/" + ids.get(ids.size() - 1 - back);
                String part = List.of("", "", "/tracking", "/messages", "/decision", "/proof")
                        .get(what);
                retailer.sendRaw("GET", path + part, null, Map.of());
            } else if (what < 10) {
                retailer.sendRaw("GET", standing.get(random.nextInt(standing.size())), null, Map.of());
            } else if (what == 10) {
                courier.sendRaw("GET", bookings + "?limit=20", null, Map.of());
            } else {
                courier.sendRaw("GET", "/v1/couriers/" + shop.courierId(), null, Map.of());
            }
        }
    }

    private long sum(String column) {
        return Rows.of(
                        platform,
                        Application.CONSOLE,
                        "select coalesce(sum(" + column + "), 0) as total from comparison where second >= cast(? as"
                                + " timestamptz)",
                        begun.toString(),
                        row -> row.getLong("total"))
                .getFirst();
    }

    private List<String> byRoute() {
        return Rows.of(
                platform,
                Application.CONSOLE,
                "select capability, route, sum(compared) as compared, sum(different) as different,"
                        + " sum(undecided) as undecided, sum(dropped) as dropped, sum(unanswered) as unanswered"
                        + " from comparison where second >= cast(? as timestamptz) group by capability, route"
                        + " order by capability, route",
                begun.toString(),
                row -> "%-55s %6d compared, %d different, %d undecided, %d dropped, %d unanswered"
                        .formatted(
                                row.getString("route"),
                                row.getLong("compared"),
                                row.getLong("different"),
                                row.getLong("undecided"),
                                row.getLong("dropped"),
                                row.getLong("unanswered")));
    }

    private List<String> differences() {
        return Rows.of(
                platform,
                Application.CONSOLE,
                "select route, request_id, fields from difference where at >= cast(? as timestamptz) order by at"
                        + " limit 200",
                begun.toString(),
                row -> "%s %s %s"
                        .formatted(row.getString("route"), row.getString("request_id"), row.getString("fields")));
    }
}
