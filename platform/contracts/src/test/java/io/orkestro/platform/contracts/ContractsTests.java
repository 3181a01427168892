package io.orkestro.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractsTests {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern MESSAGE_FILE = Pattern.compile("(.+\\.v[0-9]+)\\.json");

    @Test
    void everyTypeHasASchemaAndEverySchemaAnExample() throws IOException {
        assertThat(typesAmong("schema")).containsExactlyInAnyOrderElementsOf(Contracts.types());
        assertThat(typesAmong("example")).containsExactlyInAnyOrderElementsOf(Contracts.types());
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyExampleIsAValidMessageOfItsTypeAndSaysNothingElse(String type) {
        Contracts.assertDescribed(Contracts.example(type));

        assertThat(exampleOf(type).path("type").asText()).isEqualTo(type);
    }

    @Test
    void theExampleOfAProblemIsOne() {
        Contracts.assertValidProblem(Contracts.example("problem"));
    }

    @Test
    void theExamplesTellTheLifeOfOneDeliveryWithoutAGap() {
        List<String> life = List.of(
                "delivery.created.v1",
                "delivery.assigned.v1",
                "delivery.pickup_arrived.v1",
                "delivery.picked_up.v1",
                "delivery.dropoff_enroute.v1",
                "delivery.dropoff_arrived.v1",
                "delivery.proof_added.v1",
                "delivery.delivered.v1");

        for (int i = 0; i < life.size(); i++) {
            JsonNode example = exampleOf(life.get(i));
            assertThat(example.path("sequence").asInt()).as(life.get(i)).isEqualTo(i + 1);
            assertThat(example.path("subject"))
                    .isEqualTo(exampleOf(life.getFirst()).path("subject"));
        }
    }

    @Test
    void everyMessageIsKnownToOnlyOneId() {
        assertThat(Contracts.types().stream()
                        .map(type -> exampleOf(type).path("id").asText())
                        .distinct())
                .hasSameSizeAs(Contracts.types());
    }

    @Test
    void everyStatusHasItsEvent() {
        Set<String> statuses = textsAt(Documents.json("schema/values.json").at("/$defs/deliveryStatus/enum"));

        assertThat(Contracts.types())
                .containsAll(statuses.stream()
                        .map(status -> "delivery." + status + ".v1")
                        .toList());
        for (String status : statuses) {
            String type = "delivery." + status + ".v1";
            assertThat(exampleOf(type).at("/data/delivery/status").asText()).isEqualTo(status);
        }
    }

    @Test
    void anEventOfAnotherStatusIsRefused() {
        assertRefused(
                "delivery.picked_up.v1",
                message -> delivery(message).put("status", "assigned"),
                "/data/delivery/status");
    }

    @Test
    void moneyIsWholeMinorUnits() {
        assertRefused(
                "booking.requested.v1",
                message -> ((ObjectNode) message.at("/data/fee")).put("amount", 5.99),
                "amount");
    }

    @Test
    void aTimeWithoutAnOffsetIsRefused() {
        assertRefused(
                "booking.requested.v1",
                message -> ((ObjectNode) message.path("data")).put("answerBy", "2026-11-23T12:01:09"),
                "answerBy");
    }

    @Test
    void whatIsRequiredIsMissed() {
        assertRefused(
                "booking.confirmed.v1",
                message -> ((ObjectNode) message.path("data")).remove("bookingId"),
                "bookingId");
        assertRefused("booking.confirmed.v1", message -> message.remove("decision"), "decision");
    }

    @Test
    void anEligibleQuoteHasAFeeAndAnotherAReason() {
        assertRefused("quotes.ready.v1", message -> ((ObjectNode) message.at("/data/quotes/0")).remove("fee"), "fee");
        assertRefused(
                "quotes.ready.v1",
                message -> ((ObjectNode) message.at("/data/quotes/2")).putArray("reasons"),
                "reasons");
    }

    @Test
    void aSecretInTheClearIsRefused() {
        assertRefused(
                "courier.changed.v1",
                message -> ((ObjectNode) message.at("/data/courier")).put("offerSecret", "whsec_c2VjcmV0"),
                "offerSecret");
    }

    @Test
    void theEnvelopeAndItsDeliveryAgree() {
        assertRefused("delivery.assigned.v1", message -> message.put("sequence", 9), "/sequence");
        assertRefused("delivery.assigned.v1", message -> message.put("subject", "dlv_acme_other"), "/subject");
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertRefused("delivery.assigned.v1", message -> message.put("type", "delivery.lost.v1"), "delivery.lost.v1");
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatThrownBy(() -> Contracts.assertValidMessage("[]")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Contracts.assertValidMessage("{")).isInstanceOf(AssertionError.class);
    }

    @Test
    void everythingWrongIsListedAtOnce() {
        ObjectNode message = exampleOf("booking.expired.v1");
        message.put("decision", "MSX");
        ((ObjectNode) message.path("data")).put("attempt", 0).remove("reason");

        assertThat(Contracts.violationsOfMessage(message.toString())).hasSize(3);
    }

    @Test
    void newFieldsAreNoViolation() {
        ObjectNode message = exampleOf("booking.expired.v1");
        message.put("hop", 2);
        ((ObjectNode) message.path("data")).put("since", "v1.4");

        Contracts.assertValidMessage(message.toString());
    }

    @Test
    void butWhoeverSaysThemIsToDescribeThem() {
        ObjectNode routing = exampleOf("routing.changed.v1");
        ((ObjectNode) routing.at("/data/placements/TRACKING")).put("colour", "blue");
        ObjectNode assigned = exampleOf("delivery.assigned.v1");
        ((ObjectNode) assigned.at("/data/delivery/attempts/0/fee")).put("tax", 20);

        assertThatThrownBy(() -> Contracts.assertDescribed(routing.toString()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\n  /placements/TRACKING/colour\n");
        assertThatThrownBy(() -> Contracts.assertDescribed(assigned.toString()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\n  /delivery/attempts/0/fee/tax\n");
    }

    @Test
    void aProblemNeedsItsCode() {
        ObjectNode problem = exampleOf("problem");
        problem.remove("code");

        assertThatThrownBy(() -> Contracts.assertValidProblem(problem.toString()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("code");
        assertThatThrownBy(() -> Contracts.assertValidProblem("<html>")).isInstanceOf(AssertionError.class);
    }

    static List<String> types() {
        return Contracts.types();
    }

    private static void assertRefused(String type, Consumer<ObjectNode> spoil, String place) {
        ObjectNode message = exampleOf(type);
        spoil.accept(message);
        assertThatThrownBy(() -> Contracts.assertValidMessage(message.toString()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(place);
    }

    private static ObjectNode delivery(JsonNode message) {
        return (ObjectNode) message.at("/data/delivery");
    }

    private static ObjectNode exampleOf(String type) {
        return (ObjectNode) Objects.requireNonNull(Documents.parse(Contracts.example(type)));
    }

    private static Set<String> textsAt(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    private static List<String> typesAmong(String folder) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.map(file -> MESSAGE_FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .toList();
        }
    }
}
