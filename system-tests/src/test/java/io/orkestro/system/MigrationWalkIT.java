package io.orkestro.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.orkestro.platform.testing.Chromium;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import io.orkestro.system.ledger.Ledger;
import io.orkestro.system.ledger.Order;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody of operations takes tracking the whole way on its page, from off to complete and back to live, while there are
 * requests. Pictures are in {@code target/screenshots}. On a platform of its own: nobody else's leftovers are in its way.
 */
@Tag("long")
class MigrationWalkIT {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final String PAGE = "/togglz-console/migration/tracking";

    @Test
    void fromOffToCompleteAndBackToLive() {
        try (Platform platform = Platform.start();
                Shop shop = Shop.open(platform, "walk");
                Chromium chromium = Chromium.start()) {
            Mover tracking = platform.mover(Capability.TRACKING);
            Order order = shop.order(new Ledger(), "walked");
            Page page = chromium.browser()
                    .newPage(new Browser.NewPageOptions()
                            .setBaseURL(platform.edges().getFirst().toString())
                            .setViewportSize(1280, 900));
            logIn(page, platform);
            look(shop, order, 20);
            see(page, "walk-1-off");

            step(page, "Shadow", "do they say the same?", "Sample", "100");
            await("answers compared").atMost(SOON).untilAsserted(() -> {
                look(shop, order, 20);
                page.navigate(PAGE);
                assertThat(page.locator("#live-mismatches").textContent()).contains("GET /v1/deliveries/{id}/tracking");
            });
            see(page, "walk-2-shadow");

            step(page, "Canary", "one shop first", "Keys", shop.key());
            tracking.awaitServedBy(shop, Side.SERVICE);
            look(shop, order, 40);
            see(page, "walk-3-canary");

            step(page, "Live", "nobody has noticed", "", "");
            tracking.awaitServedBy(shop, Side.SERVICE);
            look(shop, order, 40);
            see(page, "walk-4-live");

            step(page, "Complete", "nobody goes back any more", "", "");
            look(shop, order, 40);
            see(page, "walk-5-complete");
            page.navigate("/togglz-console/edit?f=TRACKING");
            page.getByLabel("Enabled").uncheck();
            page.getByLabel("Reason").fill("not this way");
            save(page);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("retired");
            picture(page, "walk-6-refused");

            page.navigate("/togglz-console/edit?f=TRACKING");
            page.getByLabel("Return").fill("yes");
            page.getByLabel("Reason").fill("we want to be able to go back");
            save(page);
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("Tracking");
            see(page, "walk-7-returning");
            await("live again").atMost(SOON).pollInterval(Duration.ofSeconds(2)).until(() -> {
                page.navigate("/togglz-console/edit?f=TRACKING");
                page.getByLabel("Stage").selectOption("live");
                page.getByLabel("Reason").fill("everything is there again");
                save(page);
                return page.getByRole(AriaRole.STATUS).count() > 0;
            });
            tracking.off(shop);
            look(shop, order, 20);
            see(page, "walk-8-off-again");
        }
    }

    private static void logIn(Page page, Platform platform) {
        page.navigate("/togglz-console/index");
        page.getByLabel("User").fill("admin");
        page.getByLabel("Password").fill(platform.stack().adminPassword());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        page.waitForURL("**/index*");
    }

    /** The next step on the page, once nothing is missing for it. */
    private static void step(Page page, String stage, String reason, String field, String value) {
        Locator button = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go to " + stage));
        await(stage + " is open")
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    page.navigate(PAGE);
                    return button.count() > 0;
                });
        Locator form = page.locator("form").filter(new Locator.FilterOptions().setHas(button));
        if (!field.isEmpty()) {
            form.getByLabel(field).first().fill(value);
        }
        form.getByLabel("Reason").fill(reason);
        button.click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Tracking is now: " + stage);
    }

    private static void save(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
    }

    private static void look(Shop shop, Order order, int times) {
        String path = "/v1/deliveries/" + Objects.requireNonNull(order.id()) + "/tracking";
        for (int i = 0; i < times; i++) {
            shop.api().get(path).expect(200);
        }
    }

    private static void see(Page page, String name) {
        page.navigate(PAGE);
        picture(page, name);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
