package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.ledger.Exchange;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Load;
import io.orkestro.system.ledger.Plan;
import io.orkestro.system.ledger.Reckoning;
import io.orkestro.system.ledger.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The marketplace is away for a minute: deliveries are taken as ever, and find their couriers by themselves afterwards. */
@Tag("long")
@ExtendWith(RunningPlatform.class)
class MarketplaceOutageIT {

    private static final Logger log = LoggerFactory.getLogger(MarketplaceOutageIT.class);

    private static final Duration BEFORE = Duration.ofSeconds(10);
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration ASSIGNED_WITHIN = Duration.ofSeconds(60);
    /** Drivers are in no hurry: all that waited set out at once. */
    private static final Plan PLAN = new Plan(
            2,
            Duration.ofSeconds(100),
            3,
            3,
            Duration.ofSeconds(5),
            AWAY.plus(ASSIGNED_WITHIN).multipliedBy(2));

    /** What a courier asks the marketplace itself. */
    private static final List<String> OF_THE_MARKETPLACE = List.of("offers", "accept");

    private final Platform platform;
    private final Mover dispatch;
    private final Mover marketplace;
    private final ManagedProcess service;

    MarketplaceOutageIT(Platform platform) {
        this.platform = platform;
        this.dispatch = platform.mover();
        this.marketplace = platform.mover(Capability.COURIER_MARKETPLACE);
        this.service = platform.stack().process(Application.MARKETPLACE);
    }

    @AfterEach
    void everythingRunsAndIsAtTheMonolithAgain() {
        service.thaw();
        platform.stack().start(Application.MARKETPLACE);
        marketplace.switchOff();
        dispatch.switchOff();
    }

    @Test
    void nobodyNoticesThatItWasKilled() throws Exception {
        outage(
                "marketplace killed",
                Side.MONOLITH,
                service::kill,
                () -> platform.stack().start(Application.MARKETPLACE));
    }

    @Test
    void nobodyNoticesThatItHung() throws Exception {
        outage("marketplace frozen", Side.SERVICE, service::freeze, service::thaw);
    }

    private void outage(String title, Side dispatchSide, Runnable leave, Runnable comeBack) throws Exception {
        Ledger ledger = new Ledger();
        try (Shop shop = Shop.open(platform, "away");
                Load load = new Load(platform.edges(), shop.party(), PLAN, ledger)) {
            dispatch.move(shop, dispatchSide);
            marketplace.live(shop);
            load.start();
            Thread.sleep(BEFORE);

            Instant left = Instant.now();
            leave.run();
            Thread.sleep(AWAY);
            comeBack.run();
            Instant back = Instant.now();
            load.finish();

            Reckoning reckoning = LedgerIT.settled(ledger, shop);
            log.info("\n{}", new Report(title, ledger, reckoning).keep());
            long waiting = creates(ledger)
                    .filter(create -> create.at().isAfter(left) && create.at().isBefore(back))
                    .count();
            Duration assigned = Duration.between(back, lastAssignedOfThoseCreatedBefore(back, shop));
            log.info(
                    "{}: {} creates, {} of them while it was away for {} s; the last of these was assigned {} ms after",
                    title,
                    creates(ledger).count(),
                    waiting,
                    Duration.between(left, back).toSeconds(),
                    assigned.toMillis());
            assertThat(reckoning.findings()).isEmpty();
            assertThat(creates(ledger)).extracting(Exchange::status).containsOnly(201);
            assertThat(ledger.failures()).extracting(Exchange::action).isSubsetOf(OF_THE_MARKETPLACE);
            assertThat(waiting).isGreaterThan((long) (PLAN.ordersPerSecond() * AWAY.toSeconds() / 2));
            assertThat(assigned).isLessThan(ASSIGNED_WITHIN);
        }
    }

    private static Stream<Exchange> creates(Ledger ledger) {
        return ledger.exchanges().stream().filter(exchange -> exchange.action().equals("create"));
    }

    private Instant lastAssignedOfThoseCreatedBefore(Instant back, Shop shop) {
        return platform.all(shop.api(), "/v1/deliveries").stream()
                .filter(delivery ->
                        Instant.parse(delivery.at("/createdAt").asString()).isBefore(back))
                .flatMap(delivery -> delivery.at("/attempts").valueStream())
                .filter(attempt -> attempt.at("/status").asString("").equals("completed"))
                .map(MarketplaceOutageIT::answeredAt)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant answeredAt(JsonNode attempt) {
        return Instant.parse(attempt.at("/answeredAt").asString());
    }
}
