package io.orkestro.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.orkestro.gateway.console.FlagTable.Editor;
import io.orkestro.gateway.console.TestDoors.Door;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.platform.routing.Stage;
import io.orkestro.platform.testing.Chromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pages in Chromium, where one is installed: as ops see them. Pictures are left in {@code target/pages}. */
@ConsoleTest
class BrowserIT {

    private static @Nullable Chromium chromium;

    @LocalServerPort
    private int port;

    @Autowired
    private Editor editor;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Door monolithDoor;

    @Autowired
    private Door dispatchDoor;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void nothingHasMoved() {
        editor.untouched();
        monolithDoor.reset();
        dispatchDoor.reset();
    }

    @Test
    void opsMovesARetailerAndBack() {
        Page page = open(ColorScheme.LIGHT);
        page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("Migration: both sides"))
                .first()
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Edit"))
                .click();

        page.getByLabel("Enabled").check();
        page.getByLabel("Stage").selectOption("3 Live");
        assertThat(page.getByLabel("Keys", new Page.GetByLabelOptions().setExact(true)))
                .isHidden();
        page.getByLabel("Stage").selectOption("2 Canary");
        page.locator("#keys").fill("acme");
        page.locator("#percent").fill("12.5");
        page.getByLabel("Reason").fill("first retailer");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();

        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Dispatch is now: Canary: acme, 12.50 %.");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Switch off Dispatch"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Dispatch is now: Off");
        assertThat(editor.state(Flag.DISPATCH).inForce()).isEqualTo(Stage.OFF);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyPageIsInOrderInLightAndDark(ColorScheme scheme) {
        editor.edit(
                "ada",
                Flag.DISPATCH,
                true,
                "canary",
                Map.of("keys", "acme bakery", "excludedKeys", "shop", "percent", "12.5", "reason", "first retailers"),
                0);
        jdbc.sql("insert into delivery values ('dlv_acme_k2v7q4m5x3tz6yw2n7b4c5d6ea', 'ret_acme', 'picked_up', 2, 3,"
                        + " 'dispatch-service', now(), now()) on conflict do nothing")
                .update();
        jdbc.sql("insert into delivery_event values ('dlv_acme_k2v7q4m5x3tz6yw2n7b4c5d6ea', 3,"
                        + " 'delivery.picked_up.v1', 2, 'picked_up', now(), 'dispatch-service', 'SMMM',"
                        + " '4bf92f3577b34da6a3ce929d0e0e4736') on conflict do nothing")
                .update();
        monolithDoor.say("/internal/parked", PeerPagesIT.ONE_PARKED);
        Page page = open(scheme);

        see(page, scheme, "index");
        see(page, scheme, "edit?f=DISPATCH");
        page.locator("#keys").fill("Acme");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        picture(page, scheme, "refused-edit");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not a routing key");
        complaints.removeIf(complaint -> complaint.contains("422"));
        see(page, scheme, "migration/dispatch");
        page.getByText("Seize…").last().click();
        picture(page, scheme, "seize");
        see(page, scheme, "migration/tracking");
        see(page, scheme, "deliveries");
        see(page, scheme, "deliveries/dlv_acme_k2v7q4m5x3tz6yw2n7b4c5d6ea");
        see(page, scheme, "parked");
        see(page, scheme, "keys");
        see(page, scheme, "audit");
        page.setViewportSize(420, 800);
        see(page, scheme, "index");
        see(page, scheme, "parked");
        see(page, scheme, "edit?f=DISPATCH");
        assertThat(complaints).isEmpty();
    }

    private Page open(ColorScheme scheme) {
        BrowserContext window = requireNonNull(chromium)
                .browser()
                .newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(1280, 800));
        Page page = window.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(url("index"));
        page.getByLabel("User").fill("admin");
        page.getByLabel("Password").fill(ConsoleTest.ADMIN);
        page.getByRole(AriaRole.BUTTON).click();
        page.waitForURL("**/index*");
        return page;
    }

    private void see(Page page, ColorScheme scheme, String path) {
        page.navigate(url(path));
        picture(page, scheme, path.replaceAll("[^a-z]+", "-") + page.viewportSize().width);
        Object tooWide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(tooWide).as("%s is too wide", path).isEqualTo(0);
        if (page.viewportSize().width > 1000) {
            Object hidden = page.evaluate("Math.max(0, ...[...document.querySelectorAll('.flush')]"
                    + ".map(card => card.scrollWidth - card.clientWidth))");
            assertThat(hidden)
                    .as("a table of %s hides its end, where the buttons are", path)
                    .isEqualTo(0);
        }
    }

    private static void picture(Page page, ColorScheme scheme, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/pages", name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
    }

    private String url(String path) {
        return "http://localhost:" + port + "/togglz-console/" + path;
    }
}
