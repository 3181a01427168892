package io.orkestro.system;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A good body with some fields made bad. */
final class Overriding {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ESCAPE = Pattern.compile("\\\\u(0000|d800)");

    private Overriding() {}

    /**
     * Merges deeply, so that {@code {"pickup":{"readyAt":…}}} keeps the rest of the pick-up. Escapes that no text can
     * hold pass through as they are written.
     */
    static String of(String good, String bad) {
        Matcher escape = ESCAPE.matcher(bad);
        String token = escape.find() ? escape.group() : "";
        String readable = token.isEmpty() ? bad : bad.replace(token, "@@escape@@");
        ObjectNode merged = (ObjectNode) JSON.readTree(good);
        merge(merged, (ObjectNode) JSON.readTree(readable));
        return JSON.writeValueAsString(merged).replace("@@escape@@", token);
    }

    private static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(change -> {
            JsonNode present = target.get(change.getKey());
            if (present instanceof ObjectNode object && change.getValue() instanceof ObjectNode inner) {
                merge(object, inner);
            } else {
                target.set(change.getKey(), change.getValue());
            }
        });
    }
}
