package io.orkestro.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.system.Mover.Capability;
import io.orkestro.system.Mover.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A courier that the service knows more of than the monolith. */
@ExtendWith(RunningPlatform.class)
class CourierParityIT {

    private static final String RICH = """
        {"timezone":"Europe/London","hours":[{"days":["monday"],"opensAt":"18:00","closesAt":"02:00"}],
         "rateCard":{"currency":"GBP","base":100,"perKm":10,"surgePercent":15},
         "vehicles":[{"type":"bike","speedKmh":14.5}],
         "serviceArea":{"center":{"lat":51.5136,"lng":-0.1365},"radiusMeters":5000,"districts":["SW1Y","WC2H"]}}\
        """;

    private final Platform platform;
    private final Mover marketplace;

    CourierParityIT(Platform platform) {
        this.platform = platform;
        this.marketplace = platform.mover(Capability.COURIER_MARKETPLACE);
    }

    @BeforeEach
    @AfterEach
    void theMarketplaceIsTheMonoliths() {
        marketplace.switchOff();
    }

    @Test
    void isTheSameAfterTheMonolithHasChangedIt() {
        try (Shop shop = Shop.open(platform, "rich")) {
            String path = "/v1/couriers/" + shop.courierId();
            marketplace.move(shop, Side.SERVICE);
            JsonNode before = platform.ops().patch(path, RICH).expect(200).json();
            assertThat(before.at("/hours")).hasSize(1);

            marketplace.move(shop, Side.MONOLITH);
            Answer renamed = platform.ops().patch(path, "{\"capacity\":7}").expect(200);
            assertThat(renamed.header("x-served-by")).isEqualTo("monolith");

            marketplace.move(shop, Side.SERVICE);
            JsonNode after = platform.ops().get(path).expect(200).json();
            assertThat(after.at("/capacity").asInt()).isEqualTo(7);
            for (String field : new String[] {"/hours", "/rateCard", "/vehicles", "/serviceArea"}) {
                assertThat(after.at(field)).as(field).isEqualTo(before.at(field));
            }
        }
    }
}
