package io.orkestro.platform.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document as a tree, for tests about the document itself. */
final class OpenApiDocument {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode root;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    static OpenApiDocument read() {
        try {
            return new OpenApiDocument(new ObjectMapper(new YAMLFactory()).readTree(Contracts.openApi()));
        } catch (JsonProcessingException e) {
            throw new AssertionError("The OpenAPI document is not YAML", e);
        }
    }

    /** One method of one path. */
    record Operation(String method, String path, JsonNode node) {

        String id() {
            return node.path("operationId").asText();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    Stream<Operation> operations() {
        return root.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(field -> METHODS.contains(field.getKey()))
                        .map(field -> new Operation(field.getKey(), path.getKey(), field.getValue())));
    }

    /** What a node is, or what its {@code $ref} leads to; missing where that is nothing. */
    JsonNode resolved(JsonNode node) {
        String ref = node.path("$ref").asText();
        return ref.isEmpty() ? node : root.at(ref.substring(1));
    }

    /** The first example of a request or response body, or null where it has none. */
    @Nullable
    String exampleOf(JsonNode body) {
        JsonNode content = resolved(body).path("content");
        for (Map.Entry<String, JsonNode> media : content.properties()) {
            boolean isText = media.getKey().startsWith("text/");
            if (media.getValue().has("example")) {
                JsonNode example = media.getValue().path("example");
                return isText ? example.asText() : example.toString();
            }
            for (JsonNode example : media.getValue().path("examples")) {
                JsonNode value = resolved(example).path("value");
                return isText ? value.asText() : value.toString();
            }
        }
        return null;
    }

    /** The first media type of a request or response body; JSON where it has none. */
    String mediaTypeOf(JsonNode body) {
        return resolved(body).path("content").properties().stream()
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("application/json");
    }

    Stream<String> refs() {
        return refs(root);
    }

    private static Stream<String> refs(JsonNode node) {
        Stream<String> own = node.has("$ref") ? Stream.of(node.path("$ref").asText()) : Stream.empty();
        return Stream.concat(own, node.valueStream().flatMap(OpenApiDocument::refs));
    }
}
