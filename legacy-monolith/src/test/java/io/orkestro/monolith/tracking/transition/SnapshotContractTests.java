package io.orkestro.monolith.tracking.transition;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** One side reads what the other tells it. */
class SnapshotContractTests {

    private static final JsonMapper JSON = StrictJson.mapper();

    @Test
    void readsPositions() {
        assertThat(read(PositionsKept.TYPE, PositionsKept.class).positions()).hasSize(1);
    }

    @Test
    void readsDeliveries() {
        DeliverySnapshot snapshot = read(DeliverySnapshot.TYPE, DeliverySnapshot.class);
        assertThat(snapshot.facts().trackingCode()).startsWith("trk_");
        assertThat(snapshot.timeline()).hasSize(2);
        assertThat(snapshot.lastPosition()).isNotNull();
        assertThat(snapshot.positions()).hasSize(3).contains(snapshot.lastPosition());
    }

    @Test
    void readsCouriers() {
        assertThat(read(CourierSnapshot.TYPE, CourierSnapshot.class).sandbox()).isFalse();
    }

    private static <T> T read(String type, Class<T> record) {
        return JSON.treeToValue(JSON.readTree(Contracts.example(type)).get("data"), record);
    }
}
