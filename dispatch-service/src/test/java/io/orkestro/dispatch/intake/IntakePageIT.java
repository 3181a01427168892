package io.orkestro.dispatch.intake;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.orkestro.dispatch.DispatchTest;
import io.orkestro.dispatch.MarketplaceByHand;
import io.orkestro.platform.contracts.Door;
import io.orkestro.platform.routing.Decision;
import io.orkestro.platform.testing.Visitor;
import io.orkestro.platform.testing.Visitor.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a retailer's shops sold, as its staff have it before them. */
@DispatchTest
class IntakePageIT {

    private static @Nullable Visitor visitor;

    private final int port;
    private final JdbcClient jdbc;
    private final MarketplaceByHand marketplace;
    private Shop shop;
    private @Nullable Door door;
    private @Nullable Page page;

    @Autowired
    IntakePageIT(@LocalServerPort int port, JdbcClient jdbc, MarketplaceByHand marketplace) {
        this.port = port;
        this.jdbc = jdbc;
        this.marketplace = marketplace;
    }

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
    void open() {
        door = new Door("dispatch-service", port, Decision.decode("SMMM"));
        shop = Shop.connected(port, jdbc, "shopify", """
                "fallbackRate":{"fee":{"amount":699,"currency":"GBP"},"dropoffMinutes":60},
                "settings":{"shop":"acme.myshopify.com"},"secrets":{"signingSecret":"hush"}""");
    }

    @AfterEach
    void close() {
        if (page != null) {
            page.context().close();
        }
        door().close();
    }

    @Test
    void aRetailerSeesWhatCameAndHelpsWhereThatIsNeeded() {
        seeAndHelp(Screen.LAPTOP, ColorScheme.LIGHT);
    }

    @Test
    @Tag("long")
    void andOnALaptopInTheDark() {
        seeAndHelp(Screen.LAPTOP, ColorScheme.DARK);
    }

    @Test
    @Tag("long")
    void andOnAPhoneInTheDark() {
        seeAndHelp(Screen.PHONE, ColorScheme.DARK);
    }

    @Test
    @Tag("long")
    void andOnAPhoneInTheLight() {
        seeAndHelp(Screen.PHONE, ColorScheme.LIGHT);
    }

    private void seeAndHelp(Screen screen, ColorScheme scheme) {
        String name = "intake-%s-%s-".formatted(screen, scheme).toLowerCase(java.util.Locale.ROOT);
        Page page = visit(screen, scheme);
        visitor().look(page, name + "1-door");
        logIn(page, key());
        assertThat(page.locator("#line")).hasText("Up to date");
        assertThat(page.locator("#orders-none")).hasText("No orders yet.");
        visitor().look(page, name + "2-nothing-yet");

        order(1001, order -> {});
        order(1002, order -> address(order).put("phone", "call my neighbour"));
        order(
                1003,
                order -> address(order).putNull("latitude").putNull("longitude").put("zip", "ZZ99 9ZZ"));
        order(1004, IntakePageIT::giftCards);
        order(1005, order -> {});
        shop.orders(5);
        cancel(1005);
        confirmed("#1001");
        post("orders/create", "event-bad", "[1, 2".getBytes(StandardCharsets.UTF_8));

        assertThat(held(page)).hasCount(2);
        assertThat(held(page, "#1002")).containsText("\"call my neighbour\" is no phone number");
        assertThat(row(page, "#1001")).containsText("To the pick-up");
        assertThat(row(page, "#1001").getByRole(AriaRole.LINK))
                .hasAttribute("href", java.util.regex.Pattern.compile("http://localhost:8080/track/trk_.*"));
        assertThat(row(page, "#1004")).containsText("Ignored");
        assertThat(row(page, "#1005")).containsText("Cancelled");
        assertThat(page.locator("#shops .health")).containsText("1 failed · 2 held");
        visitor().look(page, name + "3-all");

        page.getByText("What came in lately").click();
        assertThat(page.locator(".events li").filter(text("The body is not JSON")))
                .hasCount(1);
        held(page, "#1002").getByText("Correct and let go").click();
        held(page, "#1003").getByText("Correct and let go").click();
        visitor().look(page, name + "4-open");

        correctAPhone(page);
        correctAPoint(page);
        assertThat(page.locator("#held-none")).isVisible();
        assertThat(row(page, "#1002")).containsText("Looking for a courier");
        chip(page, "Ignored").click();
        assertThat(page.locator("#orders > li")).hasCount(1);
        visitor().look(page, name + "5-helped");
    }

    private void correctAPhone(Page page) {
        Locator one = held(page, "#1002");
        one.getByLabel("Phone").fill("07700 900");
        order(1006, order -> {});
        assertThat(row(page, "#1006")).isVisible();
        assertThat(one.getByLabel("Phone")).hasValue("07700 900");
        assertThat(one.getByLabel("Phone")).isFocused();
        one.getByLabel("Phone").fill("still none");
        one.getByRole(AriaRole.BUTTON, named("Let go")).click();
        assertThat(one.getByRole(AriaRole.ALERT))
                .containsText("#1002 is still held: \"still none\" is no phone number");
        one.getByLabel("Phone").fill("07700 900124");
        page.keyboard().press("Enter");
        assertThat(page.locator("#said")).hasText("Let go: #1002");
    }

    private void correctAPoint(Page page) {
        Locator one = held(page, "#1003");
        one.getByLabel("Latitude").fill("51.5392");
        one.getByRole(AriaRole.BUTTON, named("Let go")).click();
        assertThat(one.getByRole(AriaRole.ALERT)).hasText("A point is a latitude and a longitude.");
        one.getByLabel("Longitude").fill("-0,1003");
        one.getByRole(AriaRole.BUTTON, named("Let go")).click();
        assertThat(page.locator("#said")).hasText("Let go: #1003");
        JsonNode order = shop.retailer().get("/v1/orders?number=%231003").json().at("/data/0");
        assertThat(order.path("status").asString()).isNotEqualTo("held");
        assertThat(order.at("/dropoff/location/lng").asDouble()).isEqualTo(-0.1003);
    }

    @Test
    void whatNobodyWantsIsDismissedOnTheSecondThought() {
        order(1002, order -> address(order).put("phone", "none"));
        shop.orders(1);
        Page page = visit(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, key());

        Locator dismiss = held(page).getByRole(AriaRole.BUTTON, named("Dismiss #1002"));
        dismiss.click();
        assertThat(dismiss).hasText("Dismiss for good?");
        assertThat(shop.order().path("status").asString()).isEqualTo("held");
        dismiss.click();
        assertThat(page.locator("#said")).hasText("Dismissed: #1002");
        assertThat(row(page, "#1002")).containsText("Dismissed");
    }

    @Test
    void whatSomebodyTypedStaysWhenTheOrderIsSettledElsewhere() {
        order(1002, order -> address(order).put("phone", "none"));
        String id = shop.order().path("id").asString();
        Page page = visit(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, key());
        held(page).getByText("Correct and let go").click();
        held(page).getByLabel("Phone").fill("07700 900124");

        shop.retailer().post("/v1/orders/" + id + "/dismiss", "{}");

        assertThat(held(page)).containsText("This order is not held any more. What you typed was not sent.");
        assertThat(held(page).getByLabel("Phone")).hasValue("07700 900124");
    }

    @Test
    void whatFailedIsReplayed() {
        post("orders/create", "event-bad", "[1, 2".getBytes(StandardCharsets.UTF_8));
        shop.events(1);
        Page page = visit(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, key());
        page.getByText("What came in lately").click();
        Locator event = page.locator(".events li");
        assertThat(event).containsText("Failed");

        // Whatever was wrong is mended meanwhile.
        jdbc.sql("update shop_event set body = ? where connection_id = ?")
                .params(bytes(Shop.payload("shopify-order")), shop.id())
                .update();
        event.getByRole(AriaRole.BUTTON, named("Replay")).click();

        assertThat(event).containsText("Done");
        assertThat(event).containsText("1 order");
    }

    @Test
    void aConnectionIsPausedAndGoesOn() {
        Page page = visit(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, key());
        Locator one = page.locator("#shops > li");
        assertThat(one.getByLabel("Address for its webhooks", exactly()))
                .hasValue("http://localhost:8080/shops/" + shop.id());
        assertThat(one.getByLabel("Address for its checkout’s rates", new Locator.GetByLabelOptions().setExact(true)))
                .hasValue("http://localhost:8080/shops/" + shop.id() + "/rates");

        one.getByRole(AriaRole.BUTTON, named("Pause")).click();
        assertThat(one.locator("h3 + .tag")).hasText("Paused");
        one.getByRole(AriaRole.BUTTON, named("Go on")).click();
        assertThat(one.locator("h3 + .tag")).hasText("Well");
    }

    @Test
    void aFileIsFollowedToItsLastRow() throws IOException {
        Page page = visit(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, key());
        Download template = page.waitForDownload(
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Template"))
                        .click());
        assertThat(template.suggestedFilename()).isEqualTo("orders.csv");
        String good = Files.readString(template.path());
        String bad = good.lines().toList().getLast().replace("London", "");

        page.getByLabel("Orders as a CSV file")
                .setInputFiles(
                        new FilePayload("orders.csv", "text/csv", (good + bad).getBytes(StandardCharsets.UTF_8)));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Upload"))
                .click();

        assertThat(page.locator("#said")).hasText("The file was taken. Its rows are being worked through.");
        assertThat(page.locator("#import-rows")).containsText("1 accepted, 0 known already, 1 refused");
        assertThat(page.locator("#orders > li")).hasCount(1);
        visitor().look(page, "intake-files");
        Download refused = page.waitForDownload(
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Refused rows"))
                        .click());
        assertThat(refused.suggestedFilename()).matches("refused-imp_.*\\.csv");
        assertThat(Files.readString(refused.path()).lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("3,");
    }

    @Test
    void onlyARetailersKeyOpensItAndItIsForgotten() {
        Page page = visit(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, "courier-pedal");
        assertThat(page.getByRole(AriaRole.ALERT).first()).hasText("This is not a retailer’s key.");
        logIn(page, key());
        assertThat(page.locator("#shops > li")).hasCount(1);

        page.reload();
        assertThat(page.locator("#shops > li")).hasCount(1);
        assertThat((Object) page.evaluate("localStorage.length + document.cookie.length"))
                .isEqualTo(0);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Forget key"))
                .click();
        assertThat(page.getByLabel("API key")).isVisible();
        page.reload();
        assertThat(page.getByLabel("API key")).isVisible();
        assertThat((Object) page.evaluate("sessionStorage.length")).isEqualTo(0);
    }

    @Test
    void itSaysThatItIsNotUpToDateAndGoesOnByItself() {
        Page page = visit(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, key());
        assertThat(page.locator("#line")).hasText("Up to date");
        door().refuse(path -> path.startsWith("/v1/"));
        assertThat(page.locator("#line")).hasText("Not up to date. Trying again…");
        door().refuseNothing();
        await().untilAsserted(() -> assertThat(page.locator("#line")).hasText("Up to date"));
    }

    @Test
    void anotherRetailersOrdersDoNotExist() {
        order(1001, order -> {});
        shop.orders(1);
        Page page = visit(Screen.LAPTOP, ColorScheme.LIGHT);
        logIn(page, "retailer-somebodyelse");
        assertThat(page.locator("#orders-none")).isVisible();
        assertThat(page.locator("#shops-none")).isVisible();
    }

    @Test
    @Tag("long")
    void itIsInItalianForItalians() {
        page = visitor().open(Screen.LAPTOP.in(ColorScheme.LIGHT).setLocale("it-IT"));
        page.navigate(door().url("/intake"));
        page.getByLabel("Chiave API").fill(key());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apri"))
                .click();
        assertThat(page.locator("#line")).hasText("Aggiornata");
        visitor().look(page, "intake-italian");
    }

    // ---- what they share

    private Page visit(Screen screen, ColorScheme scheme) {
        Page opened = visitor().open(screen.in(scheme));
        page = opened;
        opened.navigate(door().url("/intake"));
        return opened;
    }

    private static void logIn(Page page, String apiKey) {
        page.getByLabel("API key").fill(apiKey);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Open"))
                .click();
    }

    private String key() {
        return "retailer-" + shop.id().split("_")[1];
    }

    private static Locator held(Page page) {
        return page.locator("#held-rows > li");
    }

    private static Locator held(Page page, String number) {
        return held(page).filter(text(number + " ·"));
    }

    private static Locator row(Page page, String number) {
        return page.locator("#orders > li").filter(text(number));
    }

    private static Locator chip(Page page, String name) {
        return page.locator(".chip").filter(text(name));
    }

    private static Locator.FilterOptions text(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByLabelOptions exactly() {
        return new Locator.GetByLabelOptions().setExact(true);
    }

    /** A courier comes for it. */
    private void confirmed(String number) {
        String deliveryId = shop.retailer()
                .get("/v1/orders?number=" + number.replace("#", "%23"))
                .json()
                .at("/data/0/deliveryId")
                .asString();
        marketplace.quotes(deliveryId, MarketplaceByHand.offer("pedal", 600));
        marketplace.confirms(deliveryId, 1);
    }

    private void order(int number, Consumer<ObjectNode> change) {
        ObjectNode order = Shop.payload("shopify-order")
                .put("id", 820_982_911_946L + number)
                .put("name", "#" + number);
        change.accept(order);
        post("orders/create", "event-" + number, bytes(order));
    }

    private void cancel(int number) {
        ObjectNode order = Shop.payload("shopify-order")
                .put("id", 820_982_911_946L + number)
                .put("name", "#" + number)
                .put("cancelled_at", "2026-11-23T12:10:00Z")
                .put("updated_at", "2026-11-23T12:10:00Z");
        post("orders/cancelled", "event-cancelled-" + number, bytes(order));
    }

    private void post(String topic, String event, byte[] body) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "X-Shopify-Topic",
                topic,
                "X-Shopify-Shop-Domain",
                "acme.myshopify.com",
                "X-Shopify-Event-Id",
                event,
                "X-Shopify-Hmac-SHA256",
                Shop.base64("hush", body)));
        assertThat(shop.post("", body, headers).statusCode()).isEqualTo(204);
    }

    private static ObjectNode address(ObjectNode order) {
        return (ObjectNode) order.path("shipping_address");
    }

    private static void giftCards(ObjectNode order) {
        order.path("line_items")
                .forEach(line -> ((ObjectNode) line).put("gift_card", true).put("requires_shipping", false));
    }

    private static byte[] bytes(ObjectNode payload) {
        return Shop.JSON.writeValueAsBytes(payload);
    }

    private static Visitor visitor() {
        return requireNonNull(visitor);
    }

    private Door door() {
        return requireNonNull(door);
    }
}
