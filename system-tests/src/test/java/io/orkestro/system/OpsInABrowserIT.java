package io.orkestro.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.orkestro.platform.testing.Chromium;
import io.orkestro.system.Mover.Side;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody of operations moves dispatch for one retailer and back, in a browser, through whichever edge comes next. */
@ExtendWith(RunningPlatform.class)
class OpsInABrowserIT {

    private final Platform platform;
    private final Mover mover;

    OpsInABrowserIT(Platform platform) {
        this.platform = platform;
        this.mover = platform.mover();
    }

    @AfterEach
    void everythingIsAtTheMonolithAgain() {
        mover.switchOff();
    }

    @Test
    void oneRetailerMovesAndTheAuditTellsWhy() {
        try (Shop moved = Shop.open(platform, "moved");
                Shop other = Shop.open(platform, "other");
                Chromium chromium = Chromium.start()) {
            Page page = chromium.browser()
                    .newPage(new Browser.NewPageOptions()
                            .setBaseURL(platform.edges().getFirst().toString()));
            takeTurns(page);
            logIn(page);

            edit(page);
            page.getByLabel("Enabled").check();
            page.getByLabel("Stage").selectOption("canary");
            page.getByLabel("Keys", new Page.GetByLabelOptions().setExact(false))
                    .first()
                    .fill(moved.key());
            save(page, "Try the service with " + moved.key());
            mover.awaitServedBy(moved, Side.SERVICE);
            mover.awaitServedBy(other, Side.MONOLITH);

            edit(page);
            page.getByLabel("Enabled").uncheck();
            save(page, "Enough seen of " + moved.key());
            mover.awaitServedBy(moved, Side.MONOLITH);
            mover.awaitServedBy(other, Side.MONOLITH);

            page.navigate("/togglz-console/audit");
            assertThat(page.locator("body")).containsText("Try the service with " + moved.key());
            assertThat(page.locator("body")).containsText("Enough seen of " + moved.key());
            assertThat(page.title()).isNotBlank();
        }
    }

    /** As behind a load balancer: pages, style sheet and forms go to one edge after the other, without regard to sessions. */
    private void takeTurns(Page page) {
        List<URI> edges = platform.edges();
        assertThat(edges).hasSizeGreaterThan(1);
        AtomicInteger turn = new AtomicInteger();
        page.route("**/*", route -> {
            URI asked = URI.create(route.request().url());
            URI edge = edges.get(turn.getAndIncrement() % edges.size());
            route.resume(new Route.ResumeOptions()
                    .setUrl(edge.resolve(
                                    asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery()))
                            .toString()));
        });
    }

    private void logIn(Page page) {
        page.navigate("/togglz-console/index");
        page.getByLabel("User").fill("admin");
        page.getByLabel("Password").fill(platform.stack().adminPassword());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        page.waitForURL("**/index*");
    }

    private static void edit(Page page) {
        page.navigate("/togglz-console/index");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions()
                                .setName(Pattern.compile("^Edit.*Dispatch", Pattern.CASE_INSENSITIVE)))
                .click();
    }

    private static void save(Page page, String reason) {
        page.locator("#reason").fill(reason);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Dispatch");
    }
}
