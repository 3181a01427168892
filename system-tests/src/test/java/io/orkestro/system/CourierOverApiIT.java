package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A courier with an API of its own, which only the service can call, wherever the marketplace is. */
@ExtendWith(RunningPlatform.class)
class CourierOverApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;
    private final Mover marketplace;
    private final UberStub uber = UberStub.open();

    CourierOverApiIT(Platform platform) {
        this.platform = platform;
        this.marketplace = platform.mover(Capability.COURIER_MARKETPLACE);
    }

    @BeforeEach
    @AfterEach
    void theMarketplaceIsTheMonoliths() {
        marketplace.switchOff();
    }

    @AfterEach
    void close() {
        uber.close();
    }

    @ParameterizedTest(name = "beginning at {0}")
    @EnumSource(Side.class)
    void carriesWhileTheMarketplaceMoves(Side first) {
        try (Shop shop = open(first)) {
            String id = order(shop);
            platform.awaitStatus(shop.api(), id, "assigned", PATIENCE);
            String booking = uber.delivering().getLast();
            Side served = first;
            for (String status : List.of("pickup", "pickup_complete", "dropoff", "delivered")) {
                served = served.other();
                marketplace.move(shop, served);
                post(shop, UberStub.news(booking, status));
            }
            platform.awaitStatus(shop.api(), id, "delivered", PATIENCE);
            assertThat(uber.delivering()).containsExactly(booking);
            assertThat(shop.api().get("/v1/deliveries/" + id).expect(200).at("/courier/driverName"))
                    .isEqualTo("Ali X.");
        }
    }

    @ParameterizedTest(name = "beginning at {0}")
    @EnumSource(Side.class)
    void hearsThatADeliveryIsCancelled(Side first) {
        try (Shop shop = open(first)) {
            String id = order(shop);
            platform.awaitStatus(shop.api(), id, "assigned", PATIENCE);
            marketplace.move(shop, first.other());
            shop.api()
                    .post("/v1/deliveries/" + id + "/cancel", "{\"reason\":\"customer_cancellation_requested\"}")
                    .expect(200);
            await().atMost(PATIENCE).until(() -> uber.cancelled().equals(uber.delivering()));
        }
    }

    private Shop open(Side first) {
        Shop shop = Shop.open(platform, "uber");
        platform.ops()
                .put("/v1/couriers/" + shop.courierId() + "/account", uber.account())
                .expect(200);
        marketplace.move(shop, first);
        return shop;
    }

    private static String order(Shop shop) {
        return shop.api()
                .post("/v1/deliveries", Orders.order("uber-" + UUID.randomUUID()))
                .expect(201)
                .at("/id");
    }

    private void post(Shop shop, String news) {
        assertThat(platform.anonymous()
                        .sendRaw(
                                "POST",
                                "/courier-webhooks/" + shop.courierId(),
                                news.getBytes(StandardCharsets.UTF_8),
                                UberStub.signed(news))
                        .status())
                .isEqualTo(204);
    }
}
