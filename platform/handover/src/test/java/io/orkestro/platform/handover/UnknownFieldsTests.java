package io.orkestro.platform.handover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class UnknownFieldsTests {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void whatIsNotKnownSurvivesAtAnyDepth() {
        JsonNode received = json("""
                {"id": "a", "new": 1, "stop": {"city": "London", "floor": 3},
                 "items": [{"name": "tea"}, {"name": "bread", "sliced": true}]}
                """);
        JsonNode asRead = json("""
                {"id": "a", "stop": {"city": "London"}, "items": [{"name": "tea"}, {"name": "bread"}]}
                """);

        UnknownFields unknown = UnknownFields.of(received, asRead);

        assertThat(unknown.mergedInto((ObjectNode) asRead)).isEqualTo(received);
    }

    @Test
    void whatIsKnownIsNeverOverwritten() {
        UnknownFields unknown = UnknownFields.of(json("{\"status\": \"old\", \"new\": 1}"), json("{}"));

        assertThat(unknown.mergedInto((ObjectNode) json("{\"status\": \"present\"}")))
                .isEqualTo(json("{\"status\": \"present\", \"new\": 1}"));
    }

    @Test
    void listsThatChangedTheirLengthAreLeftAlone() {
        UnknownFields unknown =
                UnknownFields.of(json("{\"items\": [{\"a\": 1, \"b\": 2}]}"), json("{\"items\": [{\"a\": 1}]}"));

        assertThat(unknown.mergedInto((ObjectNode) json("{\"items\": [{\"a\": 9}, {\"a\": 1}]}")))
                .isEqualTo(json("{\"items\": [{\"a\": 9}, {\"a\": 1}]}"));
    }

    @Test
    void whereAllIsKnownNothingIsKept() {
        JsonNode snapshot = json("{\"a\": {\"b\": [1, 2]}, \"c\": null}");

        assertThat(UnknownFields.of(snapshot, json("{\"a\": {\"b\": [1, 2]}}"))
                        .rest()
                        .isEmpty())
                .isTrue();
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
