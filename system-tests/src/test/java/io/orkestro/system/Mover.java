package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.demo.Console;
import java.net.URI;
import java.time.Duration;

/** Moves dispatch between monolith and service in the Togglz console, and waits until every edge has heard of it. */
final class Mover {

    /** Names of sides in {@code X-Served-By}. */
    enum Side {
        MONOLITH("monolith"),
        SERVICE("dispatch-service");

        private final String servedBy;

        Side(String servedBy) {
            this.servedBy = servedBy;
        }

        String servedBy() {
            return servedBy;
        }

        Side other() {
            return this == MONOLITH ? SERVICE : MONOLITH;
        }
    }

    private static final String DISPATCH = "DISPATCH";
    /** A click takes effect within a second; a busy machine may need some more. */
    private static final Duration EFFECT = Duration.ofSeconds(10);

    private final Platform platform;
    private final Console console;

    Mover(Platform platform, Console console) {
        this.platform = platform;
        this.console = console;
    }

    /** One retailer alone, by canary; returns when all edges do so. */
    void move(Shop shop, Side to) {
        flip(shop, to);
        awaitServedBy(shop, to);
    }

    /** As {@link #move}, without waiting: requests meet it half done. */
    void flip(Shop shop, Side to) {
        if (to == Side.SERVICE) {
            console.toService(DISPATCH, shop.key(), "System tests");
        } else {
            console.toMonolith(DISPATCH, shop.key(), "System tests");
        }
    }

    void live(Shop shop) {
        switchLive();
        awaitServedBy(shop, Side.SERVICE);
    }

    /** The kill switch. */
    void off(Shop shop) {
        switchOff();
        awaitServedBy(shop, Side.MONOLITH);
    }

    void switchOff() {
        console.switchOff(DISPATCH);
    }

    void switchLive() {
        console.live(DISPATCH, "System tests");
    }

    void awaitServedBy(Shop shop, Side side) {
        for (URI edge : platform.edges()) {
            Api api = new Api(edge, platform.retailerKey(shop.retailerId()));
            await().atMost(EFFECT)
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(
                            () -> assertThat(api.get("/v1/deliveries?limit=1").header("x-served-by"))
                                    .isEqualTo(side.servedBy()));
        }
    }
}
