package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.process.ManagedProcess;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Load;
import io.orkestro.system.ledger.Plan;
import io.orkestro.system.ledger.Reckoning;
import io.orkestro.system.ledger.Report;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notification is moved to and fro, and its service killed in between: everybody is told of everything, once. */
@Tag("long")
@ExtendWith(RunningPlatform.class)
class NewsIT {

    private static final Logger log = LoggerFactory.getLogger(NewsIT.class);

    private static final Plan PLAN = Plan.of(2, Duration.ofSeconds(90));
    private static final Duration BETWEEN_FLIPS = Duration.ofSeconds(4);
    private static final int FLIPS = 22;
    /** With notification at its service, when it dies; and it comes back two turns later, when it is not. */
    private static final int KILLED_AT = 6;

    private final Platform platform;
    private final Mover mover;
    private final ManagedProcess service;

    NewsIT(Platform platform) {
        this.platform = platform;
        this.mover = platform.mover(Capability.NOTIFICATION);
        this.service = platform.stack().process(Application.NOTIFICATION);
    }

    @AfterEach
    void everythingRunsAndIsAtTheMonolithAgain() {
        platform.stack().start(Application.NOTIFICATION);
        mover.switchOff();
    }

    @Test
    void everybodyIsToldOnce() throws Exception {
        Ledger ledger = new Ledger();
        try (Shop shop = Shop.open(platform, "news");
                Load load = new Load(platform.edges(), shop.party(), PLAN, ledger)) {
            load.start();
            Side side = Side.MONOLITH;
            for (int turn = 0; turn < FLIPS; turn++) {
                side = side.other();
                mover.flip(shop, side);
                ledger.flipped(Instant.now(), mover.servedBy(side));
                Thread.sleep(BETWEEN_FLIPS);
                if (turn % KILLED_AT == KILLED_AT - 2) {
                    service.kill();
                } else if (turn % KILLED_AT == 0) {
                    platform.stack().start(Application.NOTIFICATION);
                }
            }
            platform.stack().start(Application.NOTIFICATION);
            load.finish();

            Reckoning reckoning = LedgerIT.settled(ledger, shop);
            log.info("\n{}", new Report("notification flipped and killed", ledger, reckoning).keep());
            assertThat(reckoning.findings()).isEmpty();
            assertThat(ledger.failures())
                    .as("only whoever asked the killed one itself was to come again")
                    .allMatch(exchange -> exchange.action().equals("messages") && exchange.isToComeAgain());
        }
    }
}
