package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.platform.stack.process.StackFailure;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All four capabilities are moved a thousand times between them, over two edges and under load, while processes die and hang
 * and the broker goes away: nobody is refused but by what is away, and nothing is lost, doubled or owned twice.
 */
@Tag("long")
@ExtendWith(RunningPlatform.class)
class ThousandFlipsIT {

    private static final Logger log = LoggerFactory.getLogger(ThousandFlipsIT.class);

    private static final int FLIPS = Integer.getInteger("orkestro.flips", 1_000);
    /** With two, and dead processes starting again, two cores have not a moment left. */
    private static final double ORDERS_PER_SECOND = Double.parseDouble(System.getProperty("orkestro.orders", "1"));

    private static final Duration BETWEEN_FLIPS = Duration.ofMillis(500);
    private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(25);
    private static final Duration HANGS = Duration.ofSeconds(3);
    private static final Duration BROKER_AWAY = Duration.ofSeconds(5);
    private static final Duration DEAD = Duration.ofSeconds(2);
    /** A process that was killed serves again. */
    private static final Duration BACK = Duration.ofMinutes(2);

    /** Three faults in a row may each be in an order's way; what is late is not lost. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** A request that met a fault may be answered only after its end. */
    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    private static final List<Application> MORTAL = List.of(
            Application.DISPATCH,
            Application.MONOLITH,
            Application.MARKETPLACE,
            Application.TRACKING,
            Application.NOTIFICATION);

    private final Platform platform;
    private final List<Mover> movers;

    ThousandFlipsIT(Platform platform) {
        this.platform = platform;
        this.movers = Stream.of(Capability.values()).map(platform::mover).toList();
    }

    /** @param what for people */
    private record Outage(String what, Instant from, Instant to) {

        boolean met(Exchange exchange) {
            Instant answered = exchange.at().plus(exchange.took());
            return answered.isAfter(from) && exchange.at().isBefore(to.plus(AFTERMATH));
        }
    }

    @AfterEach
    void everythingRunsAndIsAtTheMonolithAgain() {
        platform.broker().comeBack();
        for (Application application : MORTAL) {
            platform.stack().process(application).thaw();
            platform.stack().start(application);
        }
        movers.forEach(Mover::switchOff);
    }

    @Test
    void nobodyNotices() throws Exception {
        Plan plan =
                Plan.of(ORDERS_PER_SECOND, BETWEEN_FLIPS.multipliedBy(FLIPS)).waiting(PATIENCE);
        Ledger ledger = new Ledger();
        Queue<Outage> outages = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        try (Shop shop = Shop.open(platform, "thousand");
                Load load = new Load(platform.edges(), shop.party(), plan, ledger)) {
            for (Mover mover : movers) {
                mover.awaitServedBy(shop, Side.MONOLITH);
            }
            load.start();
            Thread faults = Thread.ofVirtual().start(() -> doHarm(outages, over));
            flip(shop, ledger);
            over.set(true);
            faults.join();
            load.finish();

            Reckoning reckoning = LedgerIT.settled(ledger, shop);
            log.info("\n{}\n{}", new Report("a thousand flips and faults", ledger, reckoning).keep(), list(outages));
            assertThat(reckoning.findings()).isEmpty();
            assertThat(ledger.flips()).hasSize(FLIPS);
            assertThat(outages).hasSizeGreaterThan(FLIPS / 100);
            assertThat(ledger.failures())
                    .as("nobody was refused but by what was away")
                    .allMatch(failure -> outages.stream().anyMatch(outage -> outage.met(failure)));
        }
    }

    private void flip(Shop shop, Ledger ledger) throws InterruptedException {
        Instant start = Instant.now();
        for (int turn = 0; turn < FLIPS; turn++) {
            sleepUntil(start.plus(BETWEEN_FLIPS.multipliedBy(turn + 1L)));
            Mover mover = movers.get(turn % movers.size());
            Side side = turn / movers.size() % 2 == 0 ? Side.SERVICE : Side.MONOLITH;
            flipOnceItAnswers(mover, shop, side);
            ledger.flipped(Instant.now(), mover.servedBy(side));
        }
    }

    /** The console moves nobody to a service that does not answer; ops try again when it does. */
    private static void flipOnceItAnswers(Mover mover, Shop shop, Side side) {
        await(mover.servedBy(side) + " answers the console")
                .atMost(BACK)
                .ignoreException(StackFailure.class)
                .until(() -> {
                    mover.flip(shop, side);
                    return true;
                });
    }

    /** A process dies, a process hangs, the broker goes; each in turn. */
    private void doHarm(Queue<Outage> outages, AtomicBoolean over) {
        try {
            Thread.sleep(BETWEEN_FAULTS);
            for (int turn = 0; !over.get(); turn++) {
                Application application = MORTAL.get(turn % MORTAL.size());
                ManagedProcess process = platform.stack().process(application);
                Instant from = Instant.now();
                String what = switch (turn % 3) {
                    case 0 -> {
                        process.kill();
                        Thread.sleep(DEAD);
                        platform.stack().start(application);
                        yield application.label() + " killed";
                    }
                    case 1 -> {
                        process.freeze();
                        Thread.sleep(HANGS);
                        process.thaw();
                        yield application.label() + " frozen";
                    }
                    default -> {
                        platform.broker().goAway();
                        Thread.sleep(BROKER_AWAY);
                        platform.broker().comeBack();
                        yield "broker away";
                    }
                };
                outages.add(new Outage(what, from, Instant.now()));
                Thread.sleep(BETWEEN_FAULTS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String list(Queue<Outage> outages) {
        List<String> lines = new ArrayList<>();
        outages.forEach(outage -> lines.add("  %s, %d ms, %s"
                .formatted(
                        outage.from(),
                        Duration.between(outage.from(), outage.to()).toMillis(),
                        outage.what())));
        return String.join("\n", lines);
    }

    private static void sleepUntil(Instant due) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), due);
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }
}
