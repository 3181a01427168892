package io.orkestro.monolith.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.web.json.StrictJson;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tracking reads what dispatch publishes. */
class TrackingContractTests {

    private static final JsonMapper JSON = StrictJson.mapper();

    @ParameterizedTest
    @MethodSource("news")
    void dispatchsNewsCanBeRead(String type) {
        JsonNode message = JSON.readTree(Contracts.example(type));

        DeliveryNews news = JSON.treeToValue(message.get("data"), DeliveryNews.class);

        assertThat(news.delivery().id()).isEqualTo(message.get("subject").asString());
        assertThat(news.delivery().trackingCode()).startsWith("trk_acme_");
        assertThat(news.retailerId()).isEqualTo("ret_acme");
    }

    static Stream<String> news() {
        return Contracts.deliveryEvents().stream().filter(type -> !type.equals(EtaChanged.TYPE));
    }
}
