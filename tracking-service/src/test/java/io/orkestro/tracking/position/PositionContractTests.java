package io.orkestro.tracking.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Tracking reads what the marketplace tells it. */
class PositionContractTests {

    private static final JsonMapper JSON = StrictJson.mapper();

    @Test
    void aCouriersPositionsCanBeRead() {
        String example = Contracts.example(CourierPositioned.TYPE);

        CourierPositioned positioned = JSON.treeToValue(JSON.readTree(example).get("data"), CourierPositioned.class);

        assertThat(positioned.courierId()).isEqualTo("crr_pedal");
        assertThat(positioned.positions()).isNotEmpty();
    }

    @Test
    void aCourierCanBeRead() {
        String example = Contracts.example("courier.changed.v1");

        SandboxCouriers.CourierNews news =
                JSON.treeToValue(JSON.readTree(example).get("data"), SandboxCouriers.CourierNews.class);

        assertThat(news.courier()).isEqualTo(new SandboxCouriers.Courier("crr_pedal", null));
    }
}
