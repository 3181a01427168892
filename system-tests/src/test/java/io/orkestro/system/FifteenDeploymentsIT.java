package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.deploy.Deployment;
import io.orkestro.platform.stack.deploy.Dora;
import io.orkestro.platform.stack.deploy.Ending;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.ledger.Balancer;
import io.orkestro.system.ledger.Exchange;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Load;
import io.orkestro.system.ledger.Plan;
import io.orkestro.system.ledger.Reckoning;
import io.orkestro.system.ledger.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fifteen deployments of one application each, under load, two edges behind a balancer: no request fails, nothing is lost or
 * doubled. One of the builds does not start, and goes back by itself. Half-way each capability moves to its other side, so that
 * each application is replaced while it serves.
 */
@Tag("long")
class FifteenDeploymentsIT {

    private static final Logger log = LoggerFactory.getLogger(FifteenDeploymentsIT.class);

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Plan PLAN = Plan.of(1, Duration.ofMinutes(30));

    private static final List<Application> FIRST_HALF = List.of(
            Application.DISPATCH,
            Application.EDGE,
            Application.TRACKING,
            Application.MONOLITH,
            Application.MARKETPLACE,
            Application.NOTIFICATION);

    private static final Application BROKEN = Application.DISPATCH;

    private static final List<Application> SECOND_HALF = List.of(
            Application.MARKETPLACE,
            Application.NOTIFICATION,
            Application.MONOLITH,
            Application.EDGE,
            Application.DISPATCH,
            Application.TRACKING,
            Application.MARKETPLACE,
            Application.MONOLITH);

    /** As they are installed: applications say that they leave, and find each other's doors with nothing in between. */
    private static final Map<String, String> AS_INSTALLED = Map.of(
            "ORKESTRO_GUARD_ENABLED", "false",
            "ORKESTRO_DRAIN", "2s",
            "ORKESTRO_COMMIT", "HEAD",
            "ORKESTRO_MONOLITH_INTERNAL_URL", "",
            "ORKESTRO_DISPATCH_INTERNAL_URL", "");

    @TempDir
    Path folder;

    private int number;

    @Test
    void nobodyNotices() throws Exception {
        Ledger ledger = new Ledger();
        try (Platform platform = Platform.start(AS_INSTALLED, _ -> {});
                Shop shop = Shop.open(platform, "fifteen");
                Balancer balancer = new Balancer(platform.edges());
                Load load = new Load(balancer, shop.party(), PLAN, ledger)) {
            Mover dispatch = platform.mover(Capability.DISPATCH);
            Mover tracking = platform.mover(Capability.TRACKING);
            Mover marketplace = platform.mover(Capability.COURIER_MARKETPLACE);
            Mover notification = platform.mover(Capability.NOTIFICATION);
            dispatch.move(shop, Side.SERVICE);
            tracking.move(shop, Side.SERVICE);
            load.start();

            for (Application application : FIRST_HALF) {
                deploy(platform, application);
            }
            goesBackByItself(platform);
            for (Mover mover : List.of(dispatch, tracking)) {
                mover.move(shop, Side.MONOLITH);
            }
            for (Mover mover : List.of(marketplace, notification)) {
                mover.move(shop, Side.SERVICE);
            }
            for (Application application : SECOND_HALF) {
                deploy(platform, application);
            }
            load.takeNoMore();
            load.finish();

            Reckoning reckoning = LedgerIT.settled(ledger, shop);
            List<Deployment> deployments = platform.stack().deployments();
            log.info(
                    "\n{}\n{}\n{}",
                    new Report("fifteen deployments", ledger, reckoning).keep(),
                    table(deployments),
                    Dora.of(deployments));
            assertThat(reckoning.findings()).isEmpty();
            assertThat(ledger.failures()).isEmpty();
            assertThat(deployments).hasSize(15).allSatisfy(deployment -> {
                assertThat(deployment.took()).isLessThan(A_MINUTE);
                assertThat(deployment.requests()).as("as the edges count").isPositive();
                assertThat(deployment.failures()).isZero();
            });
            assertThat(deployments)
                    .filteredOn(deployment -> deployment.ending() == Ending.LIVE)
                    .hasSize(14);
            assertThat(ledger.exchanges())
                    .extracting(Exchange::servedBy)
                    .contains(
                            "monolith",
                            "dispatch-service",
                            "tracking-service",
                            "courier-marketplace-service",
                            "notification-service");
        }
    }

    private void deploy(Platform platform, Application application) throws IOException, InterruptedException {
        Path jar = new Builds(folder).another(application, ++number);
        String before = platform.stack().process(application).build();

        Deployment deployment = platform.stack().deploy(application, jar.toString());

        assertThat(deployment.ending()).as(deployment.why()).isEqualTo(Ending.LIVE);
        assertThat(deployment.before()).isEqualTo(before);
        assertThat(deployment.after()).isNotEqualTo(before);
        assertThat(platform.stack().process(application).build()).isEqualTo(deployment.after());
        Files.delete(jar);
        Thread.sleep(BETWEEN);
    }

    private void goesBackByItself(Platform platform) throws IOException, InterruptedException {
        ProcessHandle serving = platform.stack().process(BROKEN).process().orElseThrow();

        Deployment deployment = platform.stack()
                .deploy(BROKEN, new Builds(folder).broken(BROKEN, ++number).toString());

        assertThat(deployment.ending()).isEqualTo(Ending.WENT_BACK);
        assertThat(deployment.why()).isEqualTo("died while starting");
        assertThat(platform.stack().process(BROKEN).process()).contains(serving);
        Thread.sleep(BETWEEN);
    }

    private static String table(List<Deployment> deployments) {
        return deployments.stream()
                .map(each -> "  %-12s %5.1f s, %4d requests, %d failed: %s"
                        .formatted(
                                each.service(),
                                each.took().toMillis() / 1_000.0,
                                each.requests(),
                                each.failures(),
                                each.ending()))
                .collect(Collectors.joining("\n"));
    }
}
