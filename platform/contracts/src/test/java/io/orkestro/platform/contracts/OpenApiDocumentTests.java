package io.orkestro.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orkestro.platform.contracts.OpenApiDocument.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiDocumentTests {

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();

    @Test
    void itParsesWithoutAWarning() {
        assertThat(new OpenAPIV3Parser().readContents(Contracts.openApi()).getMessages())
                .isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(DOCUMENT.refs())
                .allSatisfy(ref -> assertThat(ref).startsWith("#/"))
                .allSatisfy(ref -> assertThat(DOCUMENT.at(ref.substring(1)).isMissingNode())
                        .as(ref)
                        .isFalse());
    }

    @Test
    void everyComponentIsUsed() {
        Set<String> used = DOCUMENT.refs().collect(Collectors.toSet());

        for (String kind : List.of("schemas", "parameters", "headers", "responses", "examples")) {
            assertThat(DOCUMENT.at("/components/" + kind).properties())
                    .extracting(Map.Entry::getKey)
                    .allSatisfy(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<String> ids = DOCUMENT.operations().map(Operation::id).toList();

        assertThat(ids).doesNotContain("").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationSaysWhatItIsAndWhoMayAsk(Operation operation) {
        Set<String> tags = DOCUMENT.at("/tags")
                .valueStream()
                .map(tag -> tag.path("name").asText())
                .collect(Collectors.toSet());

        assertThat(tags).contains(operation.node().at("/tags/0").asText());
        assertThat(operation.node().path("summary").asText()).isNotEmpty();
        if (operation.path().startsWith("/v1/")) {
            assertThat(operation.node().path("description").asText()).contains("Keys: ");
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationSaysHowItRefuses(Operation operation) {
        JsonNode responses = operation.node().path("responses");
        assertThat(responses.properties()).extracting(Map.Entry::getKey).contains("400", "429", "502", "503", "504");

        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            boolean isPage = operation.path().startsWith("/track/")
                    && Set.of("404", "410").contains(response.getKey());
            if (response.getKey().compareTo("400") >= 0 && !isPage) {
                String example = Objects.requireNonNull(DOCUMENT.exampleOf(response.getValue()), response.getKey());
                Contracts.assertValidProblem(example);
                assertThat(ApiContract.violationsOf(
                                operation.method(),
                                operation.path(),
                                Integer.parseInt(response.getKey()),
                                "application/problem+json",
                                null,
                                example))
                        .as(response.getKey())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theExamplesOfAnOperationAreValid(Operation operation) {
        String request = DOCUMENT.exampleOf(operation.node().path("requestBody"));
        assertThat(request != null)
                .as("has an example")
                .isEqualTo(operation.node().has("requestBody"));

        for (Map.Entry<String, JsonNode> response :
                operation.node().path("responses").properties()) {
            JsonNode content = DOCUMENT.resolved(response.getValue()).path("content");
            if (response.getKey().compareTo("400") < 0 && (content.isEmpty() || content.has("application/json"))) {
                String example = DOCUMENT.exampleOf(response.getValue());
                assertThat(example != null).as("has an example").isEqualTo(!content.isEmpty());
                assertThat(ApiContract.violationsOf(
                                operation.method(),
                                operation.path(),
                                Integer.parseInt(response.getKey()),
                                example == null ? null : "application/json",
                                DOCUMENT.mediaTypeOf(operation.node().path("requestBody")),
                                request,
                                example))
                        .as(response.getKey())
                        .isEmpty();
            }
        }
    }

    @Test
    void statusesAreThoseOfTheMessages() {
        assertThat(texts(DOCUMENT.at("/components/schemas/DeliveryStatus/enum")))
                .containsExactlyElementsOf(
                        texts(Documents.json("schema/values.json").at("/$defs/deliveryStatus/enum")));
    }

    @Test
    void retailersHearOfEveryEventOfADelivery() {
        assertThat(texts(DOCUMENT.at("/components/schemas/EventType/enum")))
                .containsExactlyInAnyOrderElementsOf(Contracts.deliveryEvents().stream()
                        // Said again for those who keep copies; nothing has happened that a retailer would hear of.
                        .filter(type -> !type.equals("delivery.snapshot.v1"))
                        .map(type -> type.substring(0, type.lastIndexOf('.')))
                        .toList());
    }

    @Test
    void aDeliveryOnTheWireIsTheOneRetailersSee() {
        JsonNode shown = DOCUMENT.at("/components/schemas/Delivery");
        JsonNode sent = Documents.json("schema/snapshot/delivery.json").at("/$defs/delivery");

        assertThat(names(sent)).containsExactlyInAnyOrderElementsOf(names(shown));
        assertThat(texts(sent.path("required"))).containsExactlyInAnyOrderElementsOf(texts(shown.path("required")));
    }

    static Stream<Operation> operations() {
        return DOCUMENT.operations();
    }

    private static List<String> names(JsonNode schema) {
        return schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
