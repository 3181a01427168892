package io.orkestro.tracking.fleet;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.orkestro.platform.testing.Visitor.assertInOrder;
import static io.orkestro.platform.testing.Visitor.picture;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.orkestro.platform.contracts.Door;
import io.orkestro.platform.messaging.Message;
import io.orkestro.platform.testing.Visitor;
import io.orkestro.platform.testing.Visitor.Screen;
import io.orkestro.tracking.Api;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.TrackingTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A retailer's map, as its staff have it before them. */
@TrackingTest
class FleetInABrowserIT {

    private static @Nullable Visitor visitor;

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    private final String key = Happenings.newKey();
    private final Life waiting = Happenings.aDeliveryOf(key).called("ORDER-1");
    private final Life carried = Happenings.aDeliveryOf(key).called("ORDER-2");
    private final Life late = Happenings.aDeliveryOf(key).called("ORDER-3");
    private @Nullable Door door;
    private @Nullable Page page;

    @BeforeAll
    static void start() {
        visitor = new Visitor();
    }

    @AfterAll
    static void stop() {
        if (visitor != null) {
            visitor.close();
        }
    }

    @BeforeEach
    void aFleet() {
        door = Api.door(port);
        Instant now = Instant.now();
        carried.promised(now.plus(Duration.ofMinutes(12))).dueBy(now.plus(Duration.ofMinutes(40)));
        late.promised(now.plus(Duration.ofMinutes(50))).dueBy(now.plus(Duration.ofMinutes(20)));
        happenings.happen(List.<Message>of(
                waiting.created(),
                carried.created(),
                carried.assignedTo("pedal"),
                carried.reached("picked_up"),
                late.created(),
                late.assignedTo("velo")));
        await().untilAsserted(() -> assertThat(Api.retailer(port, key)
                        .get("/v1/fleet")
                        .json()
                        .at("/data")
                        .findValuesAsString("status"))
                .containsExactlyInAnyOrder("pending", "picked_up", "assigned"));
    }

    @AfterEach
    void closeEverything() {
        if (page != null) {
            page.context().close();
        }
        door().close();
    }

    @Test
    void aRetailerFollowsAllItsDeliveriesAtOnce() {
        followAll(Screen.LAPTOP, ColorScheme.LIGHT);
    }

    @Test
    @Tag("long")
    void aRetailerFollowsThemOnAPhoneInTheDark() {
        followAll(Screen.PHONE, ColorScheme.DARK);
    }

    private void followAll(Screen screen, ColorScheme scheme) {
        String name = "fleet-" + screen.name().toLowerCase(java.util.Locale.ROOT) + "-";
        Page page = open(screen, scheme);
        assertInOrder(page, "door");
        picture(page, name + "1-door");
        logIn(page, "retailer-" + key);

        assertThat(page.locator("#line")).hasText("Live");
        assertThat(page.locator(".row .name")).hasText(new String[] {"ORDER-3", "ORDER-2", "ORDER-1"});
        assertThat(row(page, "ORDER-3")).containsText("late");
        assertThat(page.locator(".dot")).hasCount(3);
        position(carried, "pedal", 51.5270, -0.0760);
        position(late, "velo", 51.5200, -0.1150);
        assertThat(page.locator(".dot.waiting")).hasCount(1);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show all"))
                .click();
        look(page, name + "2-all");

        chip(page, "Late").click();
        assertThat(page.locator(".row .name")).hasText(new String[] {"ORDER-3"});
        assertThat(page.locator(".dot")).hasCount(1);
        assertThat(page.locator("#shown")).hasText("1 of 3 deliveries");
        look(page, name + "3-late");
        chip(page, "All").click();

        row(page, "ORDER-2").click();
        assertThat(page.locator("#detail")).containsText("Pedal Express · Luca by bike");
        assertThat(page.locator("#detail-page"))
                .hasAttribute("href", "https://orkestro.example/track/" + carried.trackingCode());
        happenings.happen(carried.reached("dropoff_arrived"));
        assertThat(page.locator("#detail")).containsText("At the door");
        look(page, name + "4-one");

        happenings.happen(carried.reached("delivered"));
        assertThat(page.locator(".row")).hasCount(2);
        assertThat(page.locator("#detail")).isHidden();
        assertThat(page.locator("#finished")).containsText("ORDER-2");
        assertThat(page.locator("#finished")).containsText("Delivered");
        page.getByLabel("Find an order").fill("order-1");
        assertThat(page.locator(".row .name")).hasText(new String[] {"ORDER-1"});
        look(page, name + "5-finished");
    }

    @Test
    void theKeyboardIsEnough() {
        Page page = open(Screen.LAPTOP, ColorScheme.LIGHT);
        page.keyboard().type("retailer-" + key);
        page.keyboard().press("Enter");
        assertThat(page.locator(".row")).hasCount(3);
        assertThat(page.getByLabel("Find an order")).isFocused();

        page.locator(".row").first().focus();
        page.keyboard().press("ArrowDown");
        assertThat(row(page, "ORDER-2")).isFocused();
        happenings.happen(
                carried.reached("dropoff_enroute"),
                carried.promised(Instant.now()).updated());
        assertThat(row(page, "ORDER-2")).containsText("On the way");
        assertThat(row(page, "ORDER-2")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#detail-title")).hasText("ORDER-2");
        page.keyboard().press("Escape");
        assertThat(page.locator("#detail")).isHidden();
        assertThat(row(page, "ORDER-2")).isFocused();
    }

    @Test
    void onlyARetailersKeyOpensItAndItIsForgotten() {
        Page page = open(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, "courier-pedal");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("This is not a retailer’s key.");
        logIn(page, "retailer-" + key);
        assertThat(page.locator(".row")).hasCount(3);

        page.reload();
        assertThat(page.locator(".row")).hasCount(3);
        assertThat((Object) page.evaluate("localStorage.length + document.cookie.length"))
                .isEqualTo(0);
        assertThat(page.url()).doesNotContain(key);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Forget key"))
                .click();
        assertThat(page.getByLabel("API key")).isVisible();
        page.reload();
        assertThat(page.getByLabel("API key")).isVisible();
        assertThat((Object) page.evaluate("sessionStorage.length")).isEqualTo(0);
        await("no stream goes on").until(() -> door().openStreams() == 0);
    }

    @Test
    void nothingIsMissedWhileTheStreamIsCut() {
        Page page = open(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, "retailer-" + key);
        assertThat(page.locator(".row")).hasCount(3);

        door().refuseStreams();
        happenings.happen(carried.reached("delivered"), late.reached("picked_up"));
        await().untilAsserted(() -> assertThat(Api.retailer(port, key)
                        .get("/v1/fleet")
                        .json()
                        .at("/data")
                        .findValuesAsString("status"))
                .containsExactlyInAnyOrder("pending", "picked_up"));
        door().refuseNothing();

        assertThat(page.locator(".row")).hasCount(2);
        assertThat(row(page, "ORDER-3")).containsText("Picked up");
        assertThat(door().streamsAsked().getLast().lastEventId()).isNotNull();
    }

    @Test
    void anotherRetailersDeliveriesDoNotExist() {
        assertThat(Api.retailer(port, Happenings.newKey())
                        .get("/v1/fleet")
                        .json()
                        .at("/data")
                        .size())
                .isEqualTo(0);
        assertThat(Api.courier(port, "pedal").get("/v1/fleet").status()).isEqualTo(403);
    }

    @Tag("long")
    @Test
    void itIsInItalianForItalians() {
        page = visitor().open(Screen.LAPTOP.in(ColorScheme.DARK).setLocale("it-IT"));
        page.navigate(door().url("/fleet"));
        page.getByLabel("Chiave API").fill("retailer-" + key);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apri la mappa"))
                .click();
        assertThat(row(page, "ORDER-3")).containsText("in ritardo");
        look(page, "fleet-italian");
    }

    // ---- what they share

    private Page open(Screen screen, ColorScheme scheme) {
        Page opened = visitor().open(screen.in(scheme));
        page = opened;
        opened.navigate(door().url("/fleet"));
        return opened;
    }

    private static void logIn(Page page, String apiKey) {
        page.getByLabel("API key").fill(apiKey);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Open the map"))
                .click();
    }

    private static Locator row(Page page, String name) {
        return page.locator(".row").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static Locator chip(Page page, String name) {
        return page.locator(".chip").filter(new Locator.FilterOptions().setHasText(name));
    }

    private void look(Page page, String name) {
        assertThat(page.locator(".gliding, .leaflet-zoom-anim, .leaflet-pan-anim"))
                .hasCount(0);
        picture(page, name);
        assertInOrder(page, name);
        assertThat(visitor().complaints()).as(name).isEmpty();
    }

    private void position(Life life, String courier, double lat, double lng) {
        assertThat(Api.courier(port, courier)
                        .post(
                                "/v1/deliveries/%s/positions".formatted(life.id()),
                                "{\"lat\": %s, \"lng\": %s, \"recordedAt\": \"%s\"}".formatted(lat, lng, Instant.now()))
                        .json()
                        .at("/accepted")
                        .asInt())
                .isEqualTo(1);
    }

    private static Visitor visitor() {
        return requireNonNull(visitor);
    }

    private Door door() {
        return requireNonNull(door);
    }
}
