package io.orkestro.gateway.edge.shadow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The elements of one side's list, in its order, by what tells them apart. */
final class Elements {

    /** @param index where it stands */
    record Element(int index, JsonNode json) {}

    private final Map<String, Element> byKey = new LinkedHashMap<>();

    private Elements() {}

    /**
     * One that is there twice has two names.
     *
     * @param key the field that tells them apart, or empty where they are plain values
     */
    static Elements of(JsonNode array, String key) {
        Elements elements = new Elements();
        Map<String, Integer> times = new HashMap<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode name = key.isEmpty() ? array.get(i) : array.get(i).at("/" + key);
            String text = name.isString() ? name.stringValue() : name.toString();
            int time = times.merge(text, 1, Integer::sum);
            elements.byKey.put(time == 1 ? text : text + " #" + time, new Element(i, array.get(i)));
        }
        return elements;
    }

    Map<String, Element> byKey() {
        return byKey;
    }

    /** Those that the other has too, in the order of this one. */
    List<String> sharedWith(Elements other) {
        List<String> shared = new ArrayList<>(byKey.keySet());
        shared.retainAll(other.byKey.keySet());
        return shared;
    }

    /**
     * Those that the other lacks only because it has as many others, which this one lacks, before its end. Where both end
     * differently, that explains nothing.
     */
    Set<String> pushedOff(Elements other) {
        List<String> tail = tailBeyond(other);
        int shared = sharedWith(other).size();
        boolean isExplained =
                shared > 0 && other.tailBeyond(this).isEmpty() && tail.size() <= other.byKey.size() - shared;
        return isExplained ? Set.copyOf(tail) : Set.of();
    }

    /** What comes after the last one that the other has too. */
    private List<String> tailBeyond(Elements other) {
        List<String> keys = new ArrayList<>(byKey.keySet());
        int end = keys.size();
        while (end > 0 && !other.byKey.containsKey(keys.get(end - 1))) {
            end--;
        }
        return keys.subList(end, keys.size());
    }
}
