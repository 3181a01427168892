package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.demo.Console;
import java.net.URI;
import java.time.Duration;

/** Moves a capability between monolith and service in the Togglz console, and waits until every edge has heard of it. */
final class Mover {

    /** Whose name is in {@code X-Served-By}, where dispatch is moved. */
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

    /** What can be moved, and how to see where it is. */
    enum Capability {
        DISPATCH("dispatch-service") {
            @Override
            Answer ask(Platform platform, URI edge, Shop shop) {
                return new Api(edge, platform.retailerKey(shop.retailerId())).get("/v1/deliveries?limit=1");
            }
        },
        COURIER_MARKETPLACE("courier-marketplace-service") {
            @Override
            Answer ask(Platform platform, URI edge, Shop shop) {
                return new Api(edge, platform.courierKey(shop.courierId()))
                        .get("/v1/couriers/" + shop.courierId() + "/bookings?limit=1");
            }
        },
        TRACKING("tracking-service") {
            @Override
            Answer ask(Platform platform, URI edge, Shop shop) {
                return new Api(edge, platform.retailerKey(shop.retailerId()))
                        .get("/v1/deliveries/dlv_" + shop.key() + "_none/tracking");
            }
        },
        NOTIFICATION("notification-service") {
            @Override
            Answer ask(Platform platform, URI edge, Shop shop) {
                return new Api(edge, platform.retailerKey(shop.retailerId())).get("/v1/notification-rules");
            }
        };

        private final String service;

        Capability(String service) {
            this.service = service;
        }

        String servedBy(Side side) {
            return side == Side.SERVICE ? service : side.servedBy();
        }

        abstract Answer ask(Platform platform, URI edge, Shop shop);
    }

    /** A click takes effect within a second; a busy machine may need some more. */
    private static final Duration EFFECT = Duration.ofSeconds(10);

    private final Platform platform;
    private final Console console;
    private final Capability capability;

    Mover(Platform platform, Console console, Capability capability) {
        this.platform = platform;
        this.console = console;
        this.capability = capability;
    }

    /** One retailer alone, by canary; returns when all edges do so. */
    void move(Shop shop, Side to) {
        flip(shop, to);
        awaitServedBy(shop, to);
    }

    /** As {@link #move}, without waiting: requests meet it half done. */
    void flip(Shop shop, Side to) {
        flip(shop.key(), to);
    }

    /** @param key a retailer's, or a courier's */
    void flip(String key, Side to) {
        if (to == Side.SERVICE) {
            console.toService(capability.name(), key, "System tests");
        } else {
            console.toMonolith(capability.name(), key, "System tests");
        }
    }

    String servedBy(Side side) {
        return capability.servedBy(side);
    }

    void live(Shop shop) {
        switchLive();
        awaitServedBy(shop, Side.SERVICE);
    }

    /** Both sides are asked for everything, and compared; the monolith serves. */
    void shadow() {
        console.shadow(capability.name(), 100, "System tests");
    }

    /** After the guard moved it back. */
    void clear() {
        console.clear(capability.name(), "System tests");
    }

    /** What its page says. */
    String page() {
        return console.migration(capability.name());
    }

    /** The kill switch. */
    void off(Shop shop) {
        switchOff();
        awaitServedBy(shop, Side.MONOLITH);
    }

    void switchOff() {
        console.switchOff(capability.name());
    }

    void switchLive() {
        console.live(capability.name(), "System tests");
    }

    /** As far as it goes at once: refused while the monolith owns anything. */
    void complete() {
        console.complete(capability.name(), "System tests");
    }

    void returning() {
        console.returning(capability.name(), "System tests");
    }

    void take(String kind) {
        console.take(capability.name(), kind);
    }

    void awaitServedBy(Shop shop, Side side) {
        for (URI edge : platform.edges()) {
            await().atMost(EFFECT)
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> assertThat(
                                    capability.ask(platform, edge, shop).header("x-served-by"))
                            .isEqualTo(capability.servedBy(side)));
        }
    }
}
