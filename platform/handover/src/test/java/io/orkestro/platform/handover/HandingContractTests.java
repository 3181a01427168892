package io.orkestro.platform.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.orkestro.platform.contracts.Contracts;
import io.orkestro.platform.handover.Handing.AnsweredMessage;
import io.orkestro.platform.handover.Handing.HandedOverMessage;
import io.orkestro.platform.messaging.Heartbeat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is written and read here is what was promised. */
class HandingContractTests {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void whatIsHandedOverIsUnderstoodAndWrittenAsPromised() {
        HandedOverMessage handed = roundTrip(Handing.HANDED_OVER, HandedOverMessage.class);

        assertThat(handed.kind()).isEqualTo("delivery");
        assertThat(handed.snapshot().path("status").asString()).isEqualTo("picked_up");
        assertThat(Objects.requireNonNull(handed.answers())).hasSize(1);
    }

    @Test
    void answersAreUnderstoodAndWrittenAsPromised() {
        assertThat(roundTrip(Handing.ANSWERED, AnsweredMessage.class).answer().status())
                .isEqualTo(200);
    }

    @Test
    void heartbeatsAreUnderstoodAndWrittenAsPromised() {
        assertThat(roundTrip(Heartbeat.TYPE, Heartbeat.class).partitions()).isEqualTo(8);
    }

    /** Read, written again, and held against the schema in the place of what was read. */
    private static <T> T roundTrip(String type, Class<T> read) {
        JsonNode example = JSON.readTree(Contracts.example(type));
        T data = JSON.treeToValue(example.path("data"), read);
        ObjectNode written = (ObjectNode) example.deepCopy();
        written.set("data", JSON.valueToTree(data));
        Contracts.assertValidMessage(written.toString());
        return data;
    }
}
