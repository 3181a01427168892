package io.orkestro.platform.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** JSON Schema 2020-12 over the files in {@code schema/}; formats such as date-time count. */
final class Schemas {

    /** The schemas' ids begin with it; it is a name, nothing is fetched from there. */
    private static final String BASE = "https://schemas.orkestro.example/";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaIdResolvers(ids -> ids.mapPrefix(BASE, "classpath:schema/")));

    private Schemas() {}

    /** What is wrong with a document, each with its place; empty where all is well. */
    static List<String> violationsOf(String schema, JsonNode document) {
        Schema loaded = REGISTRY.getSchema(SchemaLocation.of(BASE + schema + ".json"));
        return loaded
                .validate(document, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .sorted()
                .toList();
    }
}
