package io.orkestro.tracking.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.orkestro.platform.testing.Visitor.assertInOrder;
import static io.orkestro.platform.testing.Visitor.picture;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.orkestro.platform.contracts.Door;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.testing.Visitor;
import io.orkestro.platform.testing.Visitor.Screen;
import io.orkestro.tracking.Api;
import io.orkestro.tracking.Happenings;
import io.orkestro.tracking.Happenings.Life;
import io.orkestro.tracking.TrackingTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page as a recipient has it before them, from the first step to the last. */
@TrackingTest
class PageInABrowserIT {

    private static @Nullable Visitor visitor;

    @LocalServerPort
    private int port;

    @Autowired
    private Happenings happenings;

    private final String courier = Happenings.newKey();
    private final Life life = Happenings.aDeliveryOf(Happenings.newKey());
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
    void openTheDoor() {
        door = Api.door(port);
        happenings.happen(Happenings.aSandboxCourier(courier));
    }

    @AfterEach
    void closeEverything() {
        if (page != null) {
            page.context().close();
        }
        door().close();
    }

    @Test
    void aDeliverysLifeIsSeenAsItHappens() {
        seeALife(Screen.PHONE, ColorScheme.LIGHT);
    }

    @Test
    @Tag("long")
    void aDeliverysLifeIsSeenOnALargeScreenInTheDark() {
        seeALife(Screen.LAPTOP, ColorScheme.DARK);
    }

    private void seeALife(Screen screen, ColorScheme scheme) {
        String name = screen + "-" + scheme;
        life.promised(Instant.now().plus(Duration.ofMinutes(24)));
        happenings.happen(life.created());
        awaitPage(life);
        Page page = open(life, screen, scheme);

        isTold(page, "We have your order");
        assertThat(page.locator("#line")).hasText("Live");
        assertThat(page.locator("#driver")).isHidden();
        look(page, name + "-1-pending");

        happenings.happen(life.assignedTo(courier));
        isTold(page, "A courier is on the way to the store");
        assertThat(page.locator("#driver")).containsText("Luca by bike");
        position(51.5215, -0.1060);
        assertThat(page.locator("#seen")).containsText("Seen at");
        assertThat(page.locator(".pin-courier")).hasCount(1);
        look(page, name + "-2-assigned");

        happenings.happen(life.reached("pickup_arrived"));
        isTold(page, "The courier is at the store");
        happenings.happen(life.reached("picked_up"));
        isTold(page, "Your delivery is on its way");
        position(51.5252, -0.0900);
        assertThat(page.locator("#eta-minutes")).containsText("min");
        look(page, name + "-3-picked-up");

        happenings.happen(life.reached("dropoff_enroute"));
        position(51.5280, -0.0650);
        happenings.happen(life.reached("dropoff_arrived"));
        isTold(page, "Your driver is here");
        assertThat(page.locator("#eta")).isHidden();
        look(page, name + "-4-arrived");

        happenings.happen(life.reached("delivered"));
        isTold(page, "Delivered");
        assertThat(page.locator("#way")).isHidden();
        assertThat(page.locator("#driver")).isHidden();
        assertThat(page.locator("#line")).hasText("");
        assertThat(page.locator("#steps li time")).hasCount(4);
        look(page, name + "-5-delivered");
        await("no stream goes on").until(() -> door().openStreams() == 0);

        assertNothingFromElsewhere();
        String html = page.content();
        assertThat(html)
                .doesNotContain("Bianchi", "Rosa", "Anna", "+447700", "example.com", "Roman Road", "Old Street");
    }

    @Test
    void aStreamThatIsCutGoesOnWhereItWasWithoutAMissingStep() {
        life.promised(Instant.now().plus(Duration.ofMinutes(24)));
        happenings.happen(life.created());
        awaitPage(life);
        Page page = visitor().open(Screen.PHONE.in(ColorScheme.LIGHT));
        this.page = page;
        page.clock().install();
        page.navigate(door().url(path(life)));
        assertThat(page.locator("#line")).hasText("Live");
        happenings.happen(life.assignedTo(courier));
        isTold(page, "A courier is on the way to the store");

        door().cutStreams();
        await("the browser came back by itself")
                .until(() -> door().streamsAsked().size() == 2);
        assertThat(door().streamsAsked().getLast().lastEventId()).isNotNull();
        happenings.happen(life.reached("pickup_arrived"));
        isTold(page, "The courier is at the store");

        door().refuseStreams();
        happenings.happen(life.reached("picked_up"), life.reached("dropoff_enroute"), life.reached("dropoff_arrived"));
        await("the browser has noticed").until(() -> {
            page.clock().runFor(1_000);
            return page.locator("#line").textContent().equals("Not live. Trying again…");
        });
        assertThat(page.locator("#eta-minutes")).isHidden();
        picture(page, "lost");
        assertInOrder(page, "lost");
        door().refuseNothing();
        page.clock().runFor(20_000);
        isTold(page, "Your driver is here");
        assertThat(page.locator("#line")).hasText("Live");
        assertThat(page.locator("#steps li.done time")).hasCount(3);
    }

    @Test
    void anOpenPageGoesOnWhenItsCapabilityMovesBackAndEvenWithoutTheService() {
        happenings.happen(life.created(), life.assignedTo(courier));
        awaitPage(life);
        page = visitor().open(Screen.PHONE.in(ColorScheme.LIGHT));
        page.clock().install();
        page.navigate(door().url(path(life)));
        isTold(page, "A courier is on the way to the store");

        door().serve(path(life), "<!doctype html><title>The monolith's</title><h1>The monolith's page</h1>");
        life.decided(Decision.decode("MMMM"));
        happenings.happen(life.reached("picked_up"));
        isTold(page, "Your delivery is on its way");

        door().refuseStreams();
        for (int second = 0; second < 60 && !page.title().startsWith("The monolith"); second += 5) {
            page.clock().runFor(5_000);
        }
        assertThat(page.locator("h1")).hasText("The monolith's page");
    }

    @Test
    void withoutAScriptThePageTellsTheSame() {
        life.promised(Instant.now().plus(Duration.ofMinutes(24)));
        happenings.happen(life.created(), life.assignedTo(courier), life.reached("picked_up"));
        awaitPage(life);
        position(51.5252, -0.0900);
        page = visitor().open(Screen.PHONE.in(ColorScheme.LIGHT).setJavaScriptEnabled(false));
        page.navigate(door().url(path(life)));

        isTold(page, "Your delivery is on its way");
        assertThat(page.locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]"))
                .hasAttribute("content", "15");
        assertThat(page.locator(".sketch .at-courier")).hasCount(1);
        assertThat(page.locator("#driver")).containsText("Luca by bike");
        assertThat(page.locator("noscript p")).isVisible();
        picture(page, "no-script");
        assertThat(door().streamsAsked()).isEmpty();
    }

    @Test
    void anItalianReadsItalianWhateverTheirBrowserSays() {
        life.inItalian().promised(Instant.now().plus(Duration.ofMinutes(24)));
        happenings.happen(life.created(), life.assignedTo(courier));
        awaitPage(life);
        Page page = open(life, Screen.PHONE, ColorScheme.DARK);
        isTold(page, "Un corriere sta andando al negozio");

        happenings.happen(life.reached("picked_up"));
        isTold(page, "La tua consegna è in viaggio");
        position(51.5252, -0.0900);
        assertThat(page.locator("#seen")).containsText("Visto alle");
        assertThat(page.locator("html")).hasAttribute("lang", "it");
        assertThat(page.locator("#announce"))
                .containsText("La tua consegna è in viaggio. Il corriere ha il tuo ordine.");
        look(page, "italian-dark");
    }

    @Test
    void whatGoesWrongIsSaidCalmly() {
        seeTrouble("returning", "On its way back to the store");
    }

    @ParameterizedTest
    @Tag("long")
    @CsvSource({
        "cancelled, Cancelled",
        "expired, Not delivered",
        "failed, Not delivered",
        "returned, Returned to the store"
    })
    void whateverGoesWrongIsSaidCalmly(String status, String title) {
        seeTrouble(status, title);
    }

    private void seeTrouble(String status, String title) {
        happenings.happen(life.created(), life.assignedTo(courier));
        awaitPage(life);
        position(51.5215, -0.1060);
        Page page = open(life, Screen.PHONE, ColorScheme.LIGHT);
        happenings.happen(life.reached(status));

        isTold(page, title);
        assertThat(page.locator("main")).hasClass("trouble");
        assertThat(page.locator("#driver")).isHidden();
        assertThat(page.locator(".pin-courier")).hasCount(0);
        assertThat(page.locator("#way")).isHidden();
        look(page, "trouble-" + status);
    }

    @Test
    void unknownAndEndedDeliveriesHavePagesToo() {
        page = visitor().open(Screen.PHONE.in(ColorScheme.LIGHT));
        assertThat(requireNonNull(page.navigate(door().url("/track/trk_nobody_1")))
                        .status())
                .isEqualTo(404);
        assertThat(page.locator("h1")).hasText("We do not know this delivery");
        assertInOrder(page, "unknown");
        picture(page, "unknown");

        life.updatedAt(Instant.now().minus(Duration.ofDays(31)));
        happenings.happen(life.created(), life.reached("delivered"));
        await().untilAsserted(() ->
                assertThat(Api.anyone(port).get(path(life)).status()).isEqualTo(410));
        assertThat(requireNonNull(page.navigate(door().url(path(life)))).status())
                .isEqualTo(410);
        assertInOrder(page, "over");
        picture(page, "over");
    }

    @Test
    void aMapIsLoadedOnlyWhereTheInstallationNamesOne() {
        happenings.happen(life.created(), life.assignedTo(courier));
        awaitPage(life);
        page = visitor().open(Screen.LAPTOP.in(ColorScheme.LIGHT));
        String tiles = door().url("/tiles/{z}/{x}/{y}.svg");
        page.route(door().url(path(life)), route -> with(tiles, route));
        page.route(
                "**/tiles/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("image/svg+xml")
                        .setBody("<svg xmlns='http://www.w3.org/2000/svg' width='256' height='256'>"
                                + "<rect width='255' height='255' fill='#dce6da'/></svg>")));
        page.navigate(door().url(path(life)));

        assertThat(page.locator(".leaflet-tile-loaded").first()).isVisible();
        assertThat(page.locator(".leaflet-control-attribution")).hasText("© Test Maps");
        look(page, "with-tiles");
    }

    @Test
    void theMapIsMovedByKeysAndComesBack() {
        happenings.happen(life.created(), life.assignedTo(courier));
        awaitPage(life);
        page = visitor().open(Screen.LAPTOP.in(ColorScheme.LIGHT).setReducedMotion(ReducedMotion.REDUCE));
        page.navigate(door().url(path(life)));
        Locator map = page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName("Map: the store, your place and the courier"));
        Locator recentre = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show all"));
        position(51.5215, -0.1060);
        assertThat(page.locator(".pin-courier")).hasCount(1);
        assertThat(recentre).isHidden();

        map.focus();
        page.keyboard().press("ArrowRight");
        assertThat(recentre).isVisible();
        picture(page, "moved-by-keys");
        recentre.press("Enter");
        assertThat(recentre).isHidden();
        assertThat((Object) page.evaluate("document.getAnimations().length"))
                .as("nothing moves for who wants it calm")
                .isEqualTo(0);
    }

    // ---- what they share

    private static void with(String tiles, Route route) {
        APIResponse answer = route.fetch();
        Map<String, String> headers = new HashMap<>(answer.headers());
        route.fulfill(new Route.FulfillOptions()
                .setResponse(answer)
                .setHeaders(headers)
                .setBody(answer.text()
                        .replace("data-tiles=\"\"", "data-tiles=\"" + tiles + "\"")
                        .replace("data-tiles-attribution=\"\"", "data-tiles-attribution=\"© Test Maps\"")));
    }

    private Page open(Life life, Screen screen, ColorScheme scheme) {
        Page opened = visitor().open(screen.in(scheme));
        page = opened;
        opened.navigate(door().url(path(life)));
        return opened;
    }

    private static void isTold(Page page, String title) {
        assertThat(page.locator("h1")).hasText(title);
    }

    private void look(Page page, String name) {
        assertThat(page.locator(".gliding, .leaflet-zoom-anim, .leaflet-pan-anim"))
                .hasCount(0);
        picture(page, name.toLowerCase(Locale.ROOT));
        assertInOrder(page, name);
        assertThat(visitor().complaints()).as(name).isEmpty();
    }

    private void assertNothingFromElsewhere() {
        String here = URI.create(door().url("/")).getAuthority();
        assertThat(visitor().asked())
                .isNotEmpty()
                .allSatisfy(url -> assertThat(URI.create(url).getAuthority()).isEqualTo(here));
    }

    private void position(double lat, double lng) {
        await().untilAsserted(() -> assertThat(Api.courier(port, courier)
                        .post(
                                "/v1/deliveries/%s/positions".formatted(life.id()),
                                "{\"lat\": %s, \"lng\": %s, \"recordedAt\": \"%s\"}".formatted(lat, lng, Instant.now()))
                        .json()
                        .at("/accepted")
                        .asInt())
                .isEqualTo(1));
    }

    private void awaitPage(Life life) {
        await().untilAsserted(() ->
                assertThat(Api.anyone(port).get(path(life)).status()).isEqualTo(200));
    }

    private static String path(Life life) {
        return "/track/" + life.trackingCode();
    }

    private static Visitor visitor() {
        return requireNonNull(visitor);
    }

    private Door door() {
        return requireNonNull(door);
    }
}
