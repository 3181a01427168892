package io.orkestro.gateway.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.orkestro.gateway.console.FlagTable.Editor;
import io.orkestro.gateway.console.MadeTraffic.Doing;
import io.orkestro.gateway.console.TestDoors.Door;
import io.orkestro.gateway.flags.Flag;
import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.routing.Side;
import io.orkestro.platform.testing.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The migration's pages in Chromium, with made-up traffic. Pictures are left in {@code target/pages}. */
@ConsoleTest
class MigrationBrowserIT {

    /** The page asks every five seconds. */
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);

    private static @Nullable Chromium chromium;

    @LocalServerPort
    private int port;

    @Autowired
    private Editor editor;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private Door monolithDoor;

    @Autowired
    private Door dispatchDoor;

    private final List<String> complaints = new ArrayList<>();
    private MadeTraffic traffic;

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
        traffic = new MadeTraffic(template);
        traffic.forget();
        jdbc.sql("delete from audit_entry where subject in ('DISPATCH', 'TRACKING', 'NOTIFICATION',"
                        + " 'COURIER_MARKETPLACE')")
                .update();
        jdbc.sql("insert into api_key (id, role, principal, name, created_at, created_by) select"
                        + " 'migration' || lpad(i::text, 3, '0'), 'retailer', 'ret_shop' || i, 'Shop', now(), 'ada'"
                        + " from generate_series(1, 40) i on conflict do nothing")
                .update();
    }

    @AfterEach
    void andNothingIsLeft() {
        editor.untouched();
        traffic.forget();
        jdbc.sql("delete from api_key where id like 'migration%'").update();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void anEmptyInstallation(ColorScheme scheme) {
        Page page = open(scheme);

        see(page, scheme, "migration", "empty-all");
        see(page, scheme, "migration/tracking", "empty");
        assertThat(page.getByText("No edge has seen a request of this capability"))
                .isVisible();
        assertThat(page.getByText("Nobody has touched this yet.")).isVisible();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void aHealthyCanary(ColorScheme scheme) {
        healthyCanary();
        Page page = open(scheme);

        see(page, scheme, "migration", "canary-all");
        see(page, scheme, "migration/dispatch", "canary");
        assertThat(page.getByText("Next: Live")).isVisible();
        page.locator(".tip").nth(40).hover();
        page.getByText("Seize…").last().click();
        see(page, scheme, null, "canary-seize");
        page.setViewportSize(420, 900);
        see(page, scheme, "migration/dispatch", "canary-phone");
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void aServiceThatGotWorseAndWasMovedBack(ColorScheme scheme) {
        worseAndMovedBack();
        Page page = open(scheme);

        see(page, scheme, "migration", "moved-all");
        see(page, scheme, "migration/dispatch", "moved");
        assertThat(page.getByText("The guard moved this back.")).isVisible();
        page.getByLabel("What was it?").fill("a bad deployment");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Clear"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("Cleared: Dispatch may move forward again.");
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void aLiveStageWithDifferentAnswers(ColorScheme scheme) {
        liveWithDifferences();
        Page page = open(scheme);

        see(page, scheme, "migration/dispatch?span=1h", "live");
        page.locator(".sample summary").first().click();
        see(page, scheme, null, "live-sample");
        assertThat(page.getByText("/price/amount")).isVisible();
        assertThat(page.getByText("Next: Complete")).isVisible();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theNextStepIsTakenFromThePageAndThePageFollowsByItself() {
        Page page = open(ColorScheme.LIGHT);
        page.navigate(url("migration/dispatch"));
        page.locator("#next").getByLabel("Sample").fill("5");
        page.locator("#next").getByLabel("Reason").fill("do they say the same?");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go to Shadow"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Dispatch is now: Shadow, comparing 5.00 %.");
        assertThat(page.getByText("Next: Canary")).isVisible();

        Instant now = Instant.now();
        traffic.write(
                Capability.DISPATCH,
                now.minusSeconds(200),
                now.minusSeconds(2),
                Doing.serving(Side.MONOLITH, 20, 0, 20));
        assertThat(page.locator("#live-plots svg").first()).isVisible(SOON);
        editor.edit("grace", Flag.DISPATCH, false, null, Map.of(), 1);
        assertThat(page.locator("#outdated")).isVisible(SOON);
        assertThat(complaints).isEmpty();
    }

    @Test
    void withoutScriptsItIsAllThere() {
        healthyCanary();
        BrowserContext plain = requireNonNull(chromium)
                .browser()
                .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        Page page = logIn(plain.newPage());

        page.navigate(url("migration/dispatch?span=1h"));

        assertThat(page.locator("svg.plot")).hasCount(4);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("24h")))
                .isVisible();
    }

    private void healthyCanary() {
        editor.edit("ada", Flag.DISPATCH, true, "shadow", Map.of("sample", "5", "reason", "do they say the same?"), 0);
        editor.edit(
                "ada",
                Flag.DISPATCH,
                true,
                "canary",
                Map.of("keys", "acme", "percent", "20", "sample", "5", "reason", "they do; a fifth"),
                1);
        Instant now = Instant.now();
        ago(Duration.ofMinutes(13), 1);
        ago(Duration.ofMinutes(9), 2);
        traffic.write(
                Capability.DISPATCH,
                now.minusSeconds(890),
                now.minusSeconds(540),
                Doing.serving(Side.MONOLITH, 60, 0.002, 24),
                Doing.asked(Side.SERVICE, 3, 0.002, 18));
        traffic.write(
                Capability.DISPATCH,
                now.minusSeconds(540),
                now.minusSeconds(1),
                Doing.serving(Side.MONOLITH, 48, 0.002, 24),
                Doing.serving(Side.SERVICE, 12, 0.002, 18));
        traffic.compare(Capability.DISPATCH, "GET /v1/deliveries/{id}", now, 800, 1400, 0);
        traffic.compare(Capability.DISPATCH, "POST /v1/deliveries", now, 700, 300, 0);
        guardSays(
                "WATCHING", "In the last minute the service failed 1 of 721 (0.1 %), the monolith 6 of 2,893 (0.2 %).");
    }

    private void worseAndMovedBack() {
        healthyCanary();
        Instant now = Instant.now();
        template.execute("delete from traffic where second > now() - interval '150 seconds'");
        traffic.write(
                Capability.DISPATCH,
                now.minusSeconds(150),
                now.minusSeconds(130),
                Doing.serving(Side.MONOLITH, 48, 0.002, 24),
                Doing.serving(Side.SERVICE, 12, 0.22, 90));
        traffic.write(
                Capability.DISPATCH,
                now.minusSeconds(130),
                now.minusSeconds(1),
                Doing.serving(Side.MONOLITH, 60, 0.002, 24),
                Doing.asked(Side.SERVICE, 3, 0.22, 90));
        String words = "the service failed 38 of 182 (20.9 %), the monolith 1 of 731 (0.1 %), in 16 s";
        editor.flags().stepBack(Capability.DISPATCH, 2, "guard", "Guard: " + words, after -> {});
        ago(Duration.ofSeconds(134), 3);
        jdbc.sql("insert into guard_move (capability, moved_at, version, words, evidence) values ('DISPATCH',"
                        + " now() - interval '134 seconds', 3, :words, '{}')")
                .param("words", words)
                .update();
        guardSays("IDLE", "The service serves nobody: there is nothing to move back.");
    }

    private void liveWithDifferences() {
        healthyCanary();
        editor.edit("ada", Flag.DISPATCH, true, "live", Map.of("sample", "10", "reason", "a good week"), 2);
        Instant now = Instant.now();
        ago(Duration.ofMinutes(6), 3);
        template.execute("delete from traffic where second > now() - interval '6 minutes'");
        traffic.write(
                Capability.DISPATCH,
                now.minusSeconds(360),
                now.minusSeconds(1),
                Doing.serving(Side.SERVICE, 60, 0.002, 18),
                Doing.asked(Side.MONOLITH, 6, 0.002, 24));
        traffic.compare(Capability.DISPATCH, "GET /v1/quotes", now, 300, 900, 13);
        traffic.compare(Capability.DISPATCH, "GET /v1/deliveries", now, 300, 600, 1);
        traffic.differ(
                Capability.DISPATCH,
                "GET /v1/quotes",
                now.minusSeconds(40),
                "[{\"at\": \"/price/amount\", \"served\": \"599\", \"asked\": \"600\"}, {\"at\": \"/eta\", \"served\":"
                        + " \"2026-11-20T16:31:00Z\", \"asked\": null}]");
        traffic.differ(
                Capability.DISPATCH,
                "GET /v1/deliveries",
                now.minusSeconds(100),
                "[{\"at\": \"status\", \"served\": \"200\", \"asked\": \"404\"}]");
        guardSays(
                "WATCHING", "In the last minute the service failed 7 of 3,604 (0.2 %), the monolith 1 of 358 (0.3 %).");
    }

    /** The flag's last change, and its audit entry, were so long ago. */
    private void ago(Duration ago, long version) {
        jdbc.sql("update audit_entry set at = now() - cast(:ago as interval) where id = (select max(id) from"
                        + " audit_entry where subject = 'DISPATCH' and (after->>'version')::bigint = :version)")
                .param("ago", ago.toSeconds() + " seconds")
                .param("version", version)
                .update();
        jdbc.sql("update flag_state set changed_at = now() - cast(:ago as interval) where version = :version")
                .param("ago", ago.toSeconds() + " seconds")
                .param("version", version)
                .update();
    }

    private void guardSays(String mood, String words) {
        jdbc.sql("insert into guard_state values ('DISPATCH', now() + interval '1 hour', :mood, :words, now())"
                        + " on conflict (capability) do update set mood = excluded.mood, words = excluded.words")
                .param("mood", mood)
                .param("words", words)
                .update();
    }

    private Page open(ColorScheme scheme) {
        BrowserContext window = requireNonNull(chromium)
                .browser()
                .newContext(
                        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(1280, 800));
        return logIn(window.newPage());
    }

    private Page logIn(Page page) {
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

    /** @param path null to stay */
    private void see(Page page, ColorScheme scheme, @Nullable String path, String name) {
        if (path != null) {
            page.navigate(url(path));
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of(
                        "target/pages",
                        "migration-" + name + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png")));
        Object tooWide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(tooWide).as("%s is too wide", name).isEqualTo(0);
        List<String> findings = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            findings.add("%s: %s at %s".formatted(rule.getId(), rule.getHelp(), rule.getNodes()));
        }
        assertThat(findings).as(name).isEmpty();
    }

    private String url(String path) {
        return "http://localhost:" + port + "/togglz-console/" + path;
    }
}
