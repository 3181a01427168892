package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.system.ledger.Exchange;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Load;
import io.orkestro.system.ledger.Plan;
import io.orkestro.system.ledger.Reckoning;
import io.orkestro.system.ledger.Report;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A steady load over two edges, and every delivery accounted for. */
@ExtendWith(RunningPlatform.class)
class LedgerIT {

    private static final Logger log = LoggerFactory.getLogger(LedgerIT.class);

    private final Platform platform;

    LedgerIT(Platform platform) {
        this.platform = platform;
    }

    @Tag("long")
    @Test
    void everyDeliveryIsAccountedFor() throws Exception {
        Ledger ledger = new Ledger();
        try (Shop shop = Shop.open(platform, "ledger");
                Load load = new Load(platform.edges(), shop.party(), Plan.of(4, Duration.ofSeconds(10)), ledger)) {
            load.run();

            Reckoning reckoning = settled(ledger, shop);
            log.info("\n{}", new Report("steady load", ledger, reckoning).keep());
            assertThat(reckoning.findings()).isEmpty();
            assertThat(ledger.failures()).isEmpty();
            assertThat(ledger.exchanges()).extracting(Exchange::servedBy).contains("monolith");
        }
    }

    static Reckoning settled(Ledger ledger, Shop shop) {
        try {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .during(Duration.ofSeconds(2))
                    .until(() ->
                            Reckoning.of(ledger, shop.evidence()).findings().isEmpty());
        } catch (org.awaitility.core.ConditionTimeoutException unsettled) {
            // What is still wrong is said below.
        }
        return Reckoning.of(ledger, shop.evidence());
    }
}
