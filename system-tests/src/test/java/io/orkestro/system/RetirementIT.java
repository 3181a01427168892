package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.process.StackFailure;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole way and back: all four capabilities from the monolith to their services under running orders, the monolith's
 * parts retired, its process killed; whole lives without it; and everything back to it. On a platform of its own: what other
 * journeys leave open keeps a part from being retired.
 */
@Tag("long")
class RetirementIT {

    private static final Logger log = LoggerFactory.getLogger(RetirementIT.class);
    private static final Duration SETTLED = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Map<Capability, List<String>> KINDS = Map.of(
            Capability.DISPATCH,
            List.of("delivery", "dispatch-rules"),
            Capability.COURIER_MARKETPLACE,
            List.of("courier"),
            Capability.TRACKING,
            List.of(),
            Capability.NOTIFICATION,
            List.of("webhook-endpoint", "notification-rules", "opt-out", "message"));

    private final Ledger ledger = new Ledger();

    @Test
    void lifeGoesOnWithoutTheMonolithAndWithItAgain() {
        try (Platform platform = Platform.start();
                Shop shop = Shop.open(platform, "retire")) {
            live(platform, shop, Side.MONOLITH);
            String storeId = aStoreOf(platform);
            Order running = shop.order(ledger, "running");
            String offer = shop.awaitOffer(idOf(running), PATIENCE);

            moveOverAsFarAsLive(platform, shop);
            shop.accept(offer).expect(200);
            report(shop, running, "picked_up");
            live(platform, shop, Side.SERVICE);
            Duration withTheMonolith = live(platform, shop, Side.SERVICE);
            assertThatThrownBy(platform.mover(Capability.DISPATCH)::complete)
                    .as("it owns what nobody has written to since")
                    .isInstanceOf(StackFailure.class)
                    .hasMessageContaining("409");
            complete(platform);
            report(shop, running, "delivered");
            theMonolithHearsOfAccountsAlone(platform);

            platform.stack().process(Application.MONOLITH).kill();

            live(platform, shop, Side.SERVICE);
            Duration without = live(platform, shop, Side.SERVICE);
            log.info("A whole life took {} with the monolith and {} without", withTheMonolith, without);
            assertThat(without)
                    .isLessThan(withTheMonolith.multipliedBy(3).dividedBy(2).plusSeconds(5));
            try (Shop opened = Shop.open(platform, "young")) {
                live(platform, opened, Side.SERVICE);
            }
            aSandboxDriverCarriesFromAStore(platform, storeId);
            createsWaitForNobody(shop);
            nothingPilesUp(platform);

            platform.stack().start(Application.MONOLITH);
            theMonolithHearsOfAccountsAlone(platform);
            comeBackAsFarAsLive(platform);
            for (Capability capability : Capability.values()) {
                platform.mover(capability).off(shop);
            }
            live(platform, shop, Side.MONOLITH);

            assertThat(LedgerIT.settled(ledger, shop).findings()).isEmpty();
        }
    }

    private static void moveOverAsFarAsLive(Platform platform, Shop shop) {
        for (Capability capability : Capability.values()) {
            await("canary")
                    .atMost(SETTLED)
                    .ignoreExceptionsInstanceOf(StackFailure.class)
                    .untilAsserted(() -> platform.mover(capability).move(shop, Side.SERVICE));
        }
        for (Capability capability : Capability.values()) {
            platform.mover(capability).live(shop);
        }
    }

    /** As ops do: take what is refused, wait, try again. */
    private static void complete(Platform platform) {
        for (Capability capability : Capability.values()) {
            Mover mover = platform.mover(capability);
            await(capability + " complete")
                    .atMost(SETTLED)
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> {
                        KINDS.getOrDefault(capability, List.of()).forEach(mover::take);
                        return isDone(mover::complete);
                    });
        }
    }

    private static void comeBackAsFarAsLive(Platform platform) {
        for (Capability capability : Capability.values()) {
            Mover mover = platform.mover(capability);
            assertThatThrownBy(mover::switchOff).isInstanceOf(StackFailure.class);
            assertThatThrownBy(mover::switchLive).isInstanceOf(StackFailure.class);
            mover.returning();
        }
        for (Capability capability : Capability.values()) {
            Mover mover = platform.mover(capability);
            await(capability + " live again")
                    .atMost(SETTLED)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> isDone(mover::switchLive));
        }
    }

    private static boolean isDone(Runnable edit) {
        try {
            edit.run();
            return true;
        } catch (StackFailure refused) {
            log.info("{}", refused.getMessage());
            return false;
        }
    }

    /** @return how long it took */
    private Duration live(Platform platform, Shop shop, Side side) {
        Instant begun = Instant.now();
        WholeLife life = new WholeLife(platform, shop, everythingAt(side));
        life.live();
        Answer end = shop.api().get("/v1/deliveries/" + life.id()).expect(200);
        Order order = ledgerOf(shop).open(end.at("/externalId"), life.recipient());
        order.created(end.json(), life.bornAt());
        order.reported(end.json(), "delivered");
        return Duration.between(begun, Instant.now());
    }

    /** Only the first shop's is reckoned in the end, when both sides know everything again. */
    private Ledger ledgerOf(Shop shop) {
        return shop.key().startsWith("retire") ? ledger : new Ledger();
    }

    private static WholeLife.Places everythingAt(Side side) {
        return new WholeLife.Places() {
            @Override
            public void before(Capability capability) {
                // Nothing moves meanwhile.
            }

            @Override
            public String servedBy(Capability capability) {
                return capability.servedBy(side);
            }
        };
    }

    private static String idOf(Order order) {
        return Objects.requireNonNull(order.id());
    }

    private static void report(Shop shop, Order order, String status) {
        String path = "/v1/deliveries/" + idOf(order);
        await(status)
                .atMost(PATIENCE)
                .until(() -> !shop.api().get(path).expect(200).at("/status").equals("pending"));
        Answer reported = shop.courier()
                .post(path + "/status", "{\"attempt\":1,\"status\":\"%s\"}".formatted(status))
                .expect(200);
        order.reported(reported.json(), status);
    }

    private static String aStoreOf(Platform platform) {
        return platform.retailer().post("/v1/stores", """
                    {"name":"Monmouth Coffee","address":{"line1":"27 Monmouth Street","city":"London",
                     "postcode":"WC2H 9EU","country":"GB"},"location":{"lat":51.51432,"lng":-0.12675}}\
                    """).expect(201).at("/id");
    }

    /** From the service's copy of the store, with a photo at the end, on the recipient's page and in the mailbox. */
    private static void aSandboxDriverCarriesFromAStore(Platform platform, String storeId) {
        Api retailer = platform.retailer();
        platform.rules("""
            {"strategy":"priority","preferredCouriers":["crr_swift"],"answerWithinSeconds":30,"giveUpAfterSeconds":600}\
            """);
        Answer created = retailer.post("/v1/deliveries", """
            {"externalId":"store-%s","storeId":"%s","dropoff":%s,"requirements":["photo"],
             "items":[{"name":"Beans, 1 kg","quantity":2,"size":"small","weightGrams":1000}],
             "orderValue":{"amount":3600,"currency":"GBP"}}\
            """.formatted(UUID.randomUUID(), storeId, Orders.DROPOFF))
                .expect(201);
        String path = "/v1/deliveries/" + created.at("/id");
        platform.awaitStatus(created.at("/id"), "delivered", Duration.ofMinutes(3));

        assertThat(retailer.get(path + "/proof").expect(200).at("/data/0/type")).isEqualTo("photo");
        Answer page = platform.anonymous().sendRaw("GET", "/track/" + created.at("/trackingCode"), null, Map.of());
        page.expect(200);
        assertThat(page.text()).contains("elivered");
        await("webhooks")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(platform.webhooks().callsAbout(created.at("/id")).stream()
                                .map(WebhookReceiver.Call::type))
                        .contains("delivery.delivered"));
        await("the feed")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                retailer.get("/v1/events?limit=200").expect(200).text())
                        .contains(created.at("/id")));
    }

    /** A claim of a dead side takes a second. */
    private void createsWaitForNobody(Shop shop) {
        Instant begun = Instant.now();
        for (int i = 0; i < 5; i++) {
            shop.order(ledger, "meanwhile");
        }
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    private static void theMonolithHearsOfAccountsAlone(Platform platform) {
        await("its queues are gone")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(queuesOfTheMonolith(platform)).isEqualTo(Set.of("legacy-monolith.routing.routing")));
    }

    private static Set<String> queuesOfTheMonolith(Platform platform) {
        return Set.copyOf(platform.queues().keySet().stream()
                .filter(queue -> queue.startsWith("legacy-monolith."))
                .toList());
    }

    private static void nothingPilesUp(Platform platform) {
        assertThat(queuesOfTheMonolith(platform)).isEqualTo(Set.of("legacy-monolith.routing.routing"));
        await("all queues are read")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(platform.queues())
                        .allSatisfy((queue, depth) -> assertThat(depth)
                                .as(queue)
                                .isLessThanOrEqualTo(queue.endsWith("routing.routing") ? 1 : 0)));
        for (Application service : List.of(
                Application.DISPATCH, Application.MARKETPLACE, Application.TRACKING, Application.NOTIFICATION)) {
            await("nothing waits to leave " + service)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Rows.of(
                                    platform,
                                    service,
                                    "select count(*), string_agg(distinct type, ' ') from outbox where type <> ?",
                                    "heartbeat.v1",
                                    row -> row.getLong(1) + " " + row.getString(2)))
                            .containsExactly("0 null"));
        }
    }
}
