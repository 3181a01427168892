package io.orkestro.platform.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The public API's document, and the schemas and examples of the messages between capabilities. Producers hold what
 * they publish against it, consumers read its examples.
 */
public final class Contracts {

    private static final String ENVELOPE = "envelope";
    private static final String PROBLEM = "problem";

    private static final List<String> TYPES = Documents.json("schema/index.json").properties().stream()
            .map(Map.Entry::getKey)
            .toList();

    private Contracts() {}

    /** The OpenAPI document, YAML. */
    public static String openApi() {
        return Documents.read("openapi/orkestro.yaml");
    }

    /** Every message type, such as {@code delivery.assigned.v1}. */
    public static List<String> types() {
        return TYPES;
    }

    /** Those that say what happened to a delivery; not what two parts of the platform ask and answer each other about one. */
    public static List<String> deliveryEvents() {
        JsonNode index = Documents.json("schema/index.json");
        return TYPES.stream()
                .filter(type -> type.startsWith("delivery."))
                .filter(type -> !index.path(type).has("addressedTo"))
                .toList();
    }

    /**
     * A JSON Schema.
     *
     * @param name a message type, for the schema of its data; {@code envelope}, {@code problem}, {@code values}, or
     *     {@code snapshot/delivery} and the other snapshots
     */
    public static String schema(String name) {
        return Documents.read("schema/" + name + ".json");
    }

    /** A whole message of a type, envelope and data, as it is on the wire. All examples tell one story. */
    public static String example(String type) {
        return Documents.read("example/" + type + ".json");
    }

    /** What is wrong with a message, each with its place; empty where all is well. */
    public static List<String> violationsOfMessage(String message) {
        JsonNode json = Documents.parse(message);
        if (json == null || !json.isObject()) {
            return List.of("$: is not a JSON object");
        }
        List<String> violations = new ArrayList<>(Schemas.violationsOf(ENVELOPE, json));
        String type = json.path("type").asText();
        if (!TYPES.contains(type)) {
            violations.add("/type: \"%s\" is not a type of this platform".formatted(type));
            return violations;
        }
        Schemas.violationsOf(type, json.path("data")).forEach(violation -> violations.add("/data" + violation));
        violations.addAll(disagreements(json));
        return List.copyOf(violations);
    }

    /**
     * Holds a message, envelope and data, against the schemas of its type.
     *
     * @throws AssertionError listing everything that is wrong
     */
    public static void assertValidMessage(String message) {
        demandNone(violationsOfMessage(message), "message", message);
    }

    /**
     * Holds what an application says of its own against the schemas: it is valid, and every field of its data is described.
     *
     * @throws AssertionError listing everything that is wrong
     */
    public static void assertDescribed(String message) {
        assertValidMessage(message);
        JsonNode json = Objects.requireNonNull(Documents.parse(message));
        demandNone(
                Fields.undescribedIn(json.path("data"), json.path("type").asText()),
                "message, for no schema describes",
                message);
    }

    /**
     * Holds a body against RFC 9457 as this API uses it.
     *
     * @throws AssertionError listing everything that is wrong
     */
    public static void assertValidProblem(String problem) {
        JsonNode json = Documents.parse(problem);
        demandNone(json == null ? List.of("$: is not JSON") : Schemas.violationsOf(PROBLEM, json), "problem", problem);
    }

    /** A delivery's snapshot and the envelope around it say the same; no schema can. */
    private static List<String> disagreements(JsonNode message) {
        JsonNode delivery = message.path("data").path("delivery");
        if (!delivery.isObject()) {
            return List.of();
        }
        List<String> violations = new ArrayList<>();
        if (!delivery.path("id").equals(message.path("subject"))) {
            violations.add("/subject: is not the delivery's id");
        }
        if (delivery.path("sequence").asLong() != message.path("sequence").asLong()) {
            violations.add("/sequence: is not the delivery's");
        }
        return violations;
    }

    private static void demandNone(List<String> violations, String what, String document) {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.stream()
                    .collect(Collectors.joining("\n  ", "Not a valid " + what + ":\n  ", "\n" + document)));
        }
    }
}
