package io.orkestro.dispatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.dispatch.place.Stop;
import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Dispatch reads what the contracts say about stores. */
class StoreNewsTests {

    private final JsonMapper json = StrictJson.mapper();

    @Test
    void readsAStoreAndPicksUpThereOnceItsGoodsAreReady() {
        StoreNews.StoreChangedMessage message = json.treeToValue(
                json.readTree(Contracts.example("store.changed.v1")).get("data"), StoreNews.StoreChangedMessage.class);
        assertThat(message.retailerId()).isEqualTo("ret_acme");

        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        Stop pickup = message.store().pickup(now);
        assertThat(pickup.name()).isEqualTo("Acme Shoreditch");
        assertThat(pickup.address().postcode()).isEqualTo("E2 7DJ");
        assertThat(pickup.readyAt()).isEqualTo(now.plusSeconds(600));
    }
}
