package io.orkestro.platform.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Which fields of a document no schema describes. They are allowed, as readers ignore them; but whoever writes them promises them. */
final class Fields {

    private static final List<String> ALTERNATIVES = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> CONDITIONS = List.of("if", "then", "else");

    private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();

    /** A part of a schema; what it refers to is looked for from its file. */
    private record Part(String file, JsonNode schema) {

        /** It, and all else that is said of the same value. */
        Stream<Part> whole() {
            return Stream.concat(
                    Stream.of(this), Stream.concat(referred(), parts()).flatMap(Part::whole));
        }

        private Stream<Part> referred() {
            if (!schema.has("$ref")) {
                return Stream.empty();
            }
            String[] reference = schema.get("$ref").asText().split("#", -1);
            String target = reference[0].isEmpty()
                    ? file
                    : Path.of(file).resolveSibling(reference[0]).normalize().toString();
            JsonNode document = read(target);
            return Stream.of(new Part(target, reference.length == 1 ? document : document.at(reference[1])));
        }

        private Stream<Part> parts() {
            return Stream.concat(
                    ALTERNATIVES.stream()
                            .flatMap(name -> schema.path(name).valueStream())
                            .map(part -> new Part(file, part)),
                    CONDITIONS.stream().flatMap(this::child));
        }

        boolean saysWhichFields() {
            return schema.has("properties") || schema.has("additionalProperties");
        }

        Stream<Part> field(String name) {
            JsonNode properties = schema.path("properties");
            return properties.has(name)
                    ? Stream.of(new Part(file, properties.get(name)))
                    : child("additionalProperties");
        }

        Stream<Part> child(String keyword) {
            return Stream.of(keyword).filter(schema::has).map(schema::get).map(part -> new Part(file, part));
        }
    }

    private Fields() {}

    /** Their places, as {@code /placements/DISPATCH/sampleBasisPoints}. */
    static List<String> undescribedIn(JsonNode document, String schema) {
        String file = "schema/" + schema + ".json";
        List<String> found = new ArrayList<>();
        collect(Stream.of(new Part(file, read(file))), document, "", found);
        return found;
    }

    private static void collect(Stream<Part> described, JsonNode value, String place, List<String> found) {
        List<Part> parts = described.flatMap(Part::whole).toList();
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                collect(parts.stream().flatMap(part -> part.child("items")), value.get(i), place + "/" + i, found);
            }
        }
        if (parts.stream().noneMatch(Part::saysWhichFields)) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String there = place + "/" + field.getKey();
            List<Part> next =
                    parts.stream().flatMap(part -> part.field(field.getKey())).toList();
            if (next.isEmpty()) {
                found.add(there);
            } else {
                collect(next.stream(), field.getValue(), there, found);
            }
        }
    }

    private static JsonNode read(String file) {
        return FILES.computeIfAbsent(file, Documents::json);
    }
}
