package io.orkestro.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.orkestro.platform.testing.Chromium;
import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody waits for a delivery, with the page open on a phone and on a desk, while tracking is moved to and fro. */
@ExtendWith(RunningPlatform.class)
class RecipientInABrowserIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Platform platform;
    private final Mover tracking;

    RecipientInABrowserIT(Platform platform) {
        this.platform = platform;
        this.tracking = platform.mover(Capability.TRACKING);
    }

    @AfterEach
    void everythingIsAtTheMonolithAgain() {
        tracking.switchOff();
    }

    @Test
    void theOpenPageIsRightToTheDoorWhereverTrackingIs() {
        try (Chromium chromium = Chromium.start();
                Shop shop = Shop.open(platform, "await")) {
            tracking.move(shop, Side.SERVICE);
            Answer order = shop.api()
                    .post("/v1/deliveries", Orders.order("await-" + UUID.randomUUID()))
                    .expect(201);
            String path = "/v1/deliveries/" + order.at("/id");
            URI edge = platform.edges().getLast();
            String address = edge.resolve("/track/" + order.at("/trackingCode")).toString();
            awaitFollowed(shop, path, "pending");
            Page phone = open(chromium, address, 390, 844);
            Page desk = open(chromium, address, 1280, 900);
            List<Page> pages = List.of(phone, desk);
            pages.forEach(page -> assertThat(page.locator("#title")).hasText("We have your order"));

            shop.accept(shop.awaitOffer(order.at("/id"), PATIENCE)).expect(200);
            platform.awaitStatus(shop.api(), order.at("/id"), "assigned", PATIENCE);
            pages.forEach(page -> assertThat(page.locator("#driver-name")).hasText("Sam"));
            report(shop, path, "picked_up");
            pages.forEach(page -> assertThat(page.locator("#title")).hasText("Your delivery is on its way"));
            seenAt(shop, path, 51.5115, -0.1310);
            pages.forEach(page -> assertThat(page.locator("#seen")).not().isEmpty());
            keep(phone, "phone-under-way");
            keep(desk, "desk-under-way");

            tracking.move(shop, Side.MONOLITH);
            String seen = phone.locator("#map").innerHTML();
            seenAt(shop, path, 51.5090, -0.1340);
            await("the courier moves on the map")
                    .atMost(PATIENCE)
                    .until(() -> !phone.locator("#map").innerHTML().equals(seen));
            report(shop, path, "dropoff_arrived");
            pages.forEach(page -> assertThat(page.locator("#title")).hasText("Your driver is here"));
            report(shop, path, "delivered");
            pages.forEach(page -> assertThat(page.locator("#title")).hasText("Delivered"));
            pages.forEach(page -> assertThat(page.evaluate("window.neverLeft")).isEqualTo(true));
            keep(phone, "phone-delivered");
            keep(desk, "desk-delivered");
        }
    }

    private static Page open(Chromium chromium, String address, int width, int height) {
        Page page = chromium.browser()
                .newPage(new Browser.NewPageOptions()
                        .setViewportSize(width, height)
                        .setLocale("en-GB"));
        page.navigate(address);
        page.evaluate("window.neverLeft = true");
        return page;
    }

    private static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("recipient-" + name + ".png"))
                .setFullPage(true));
    }

    private static void awaitFollowed(Shop shop, String path, String status) {
        await("tracking follows")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(shop.api().get(path + "/tracking").at("/status"))
                                .isEqualTo(status));
    }

    private static void report(Shop shop, String path, String status) {
        shop.courier()
                .post(path + "/status", "{\"attempt\":1,\"status\":\"%s\"}".formatted(status))
                .expect(200);
    }

    private static void seenAt(Shop shop, String path, double lat, double lng) {
        shop.courier()
                .post(path + "/positions", """
            {"positions":[{"lat":%s,"lng":%s,"recordedAt":"%s"}]}\
            """.formatted(lat, lng, Instant.now()))
                .expect(202);
    }
}
