package io.orkestro.notification.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Notification reads what the others publish. */
class NewsContractTests {

    private static final JsonMapper JSON = StrictJson.mapper();

    @ParameterizedTest
    @MethodSource("types")
    void dispatchsNewsCanBeRead(String type) {
        NotifiedDelivery.Facts facts =
                JSON.treeToValue(data(type + ".v1").get("delivery"), NotifiedDelivery.Facts.class);

        assertThat(facts.id()).startsWith("dlv_acme_");
        Status.reachedBy(type).ifPresent(status -> assertThat(facts.status()).isEqualTo(status));
    }

    @Test
    void accountsAndCouriersCanBeRead() {
        assertThat(JSON.treeToValue(data("retailer.changed.v1"), NotifiedRetailers.Retailer.class)
                        .email())
                .isEqualTo("orders@acme.example");
        assertThat(JSON.treeToValue(data("courier.changed.v1"), NotifiedCouriers.CourierNews.class)
                        .courier())
                .isEqualTo(new NotifiedCouriers.Courier("crr_pedal", null));
    }

    static java.util.List<String> types() {
        return Events.OF_DISPATCH;
    }

    private static JsonNode data(String type) {
        return JSON.readTree(Contracts.example(type)).get("data");
    }
}
