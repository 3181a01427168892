package io.orkestro.platform.handover;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the other side's snapshot has and this side's code does not know, so that it survives the round trip. Keep it in
 * a column beside the row. Looks into objects, and into lists as long as they keep their length.
 *
 * @param rest by field; empty where all is known
 */
public record UnknownFields(JsonNode rest) {

    public static UnknownFields none() {
        return new UnknownFields(JsonNodeFactory.instance.objectNode());
    }

    /**
     * @param received the snapshot as it came
     * @param asRead the same snapshot, read and written again by this side's code
     */
    public static UnknownFields of(JsonNode received, JsonNode asRead) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : received.properties()) {
            JsonNode known = asRead.get(field.getKey());
            if (known == null) {
                if (!field.getValue().isNull()) {
                    rest.set(field.getKey(), field.getValue());
                }
                continue;
            }
            JsonNode deeper = within(field.getValue(), known);
            if (!deeper.isEmpty()) {
                rest.set(field.getKey(), deeper);
            }
        }
        return new UnknownFields(rest);
    }

    /**
     * A snapshot as this side's code knows it, made whole.
     *
     * @param kept the column beside the row; null where all is known
     */
    public static ObjectNode whole(ObjectNode known, @Nullable JsonNode kept) {
        return kept == null ? known : new UnknownFields(kept).mergedInto(known);
    }

    /** The snapshot with these fields, where it does not have them itself. */
    public ObjectNode mergedInto(ObjectNode snapshot) {
        return merge(rest, snapshot.deepCopy());
    }

    /** For lists an object by position: {@code {"1": {…}}}. */
    private static JsonNode within(JsonNode received, JsonNode asRead) {
        if (received.isObject() && asRead.isObject()) {
            return of(received, asRead).rest();
        }
        ObjectNode byPosition = JsonNodeFactory.instance.objectNode();
        if (received.isArray() && asRead.isArray() && received.size() == asRead.size()) {
            for (int i = 0; i < received.size(); i++) {
                JsonNode deeper = within(received.get(i), asRead.get(i));
                if (!deeper.isEmpty()) {
                    byPosition.set(Integer.toString(i), deeper);
                }
            }
            if (!byPosition.isEmpty()) {
                byPosition.put(SIZE, received.size());
            }
        }
        return byPosition;
    }

    private static final String SIZE = "#";

    private static ObjectNode merge(JsonNode rest, ObjectNode target) {
        for (Map.Entry<String, JsonNode> field : rest.properties()) {
            JsonNode present = target.get(field.getKey());
            if (present == null) {
                target.set(field.getKey(), field.getValue());
            } else if (present instanceof ObjectNode object && field.getValue().isObject()) {
                merge(field.getValue(), object);
            } else if (present.isArray() && field.getValue().path(SIZE).asInt(-1) == present.size()) {
                mergeItems(field.getValue(), present);
            }
        }
        return target;
    }

    private static void mergeItems(JsonNode byPosition, JsonNode items) {
        for (Map.Entry<String, JsonNode> item : byPosition.properties()) {
            if (!item.getKey().equals(SIZE)
                    && items.get(Integer.parseInt(item.getKey())) instanceof ObjectNode object) {
                merge(item.getValue(), object);
            }
        }
    }
}
