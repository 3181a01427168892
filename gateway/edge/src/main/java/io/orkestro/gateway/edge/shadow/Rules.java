package io.orkestro.gateway.edge.shadow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the fields of one JSON document, by their paths; what no path names is exact. A path is as a JSON pointer is, with
 * {@code *} for all elements of an array: {@code /data/*}{@code /updatedAt}.
 */
final class Rules {

    static final Rules EXACT = new Rules();

    private static final Rule AS_IT_IS = new Rule.Exact();

    /** A rule and the paths it is for, or other rules and where they hold. */
    record Line(@Nullable Rule rule, Rules below, List<String> paths) {}

    private final Map<String, Rules> children = new HashMap<>();
    private @Nullable Rule rule;

    private Rules() {}

    static Rules of(Line... lines) {
        Rules rules = new Rules();
        for (Line line : lines) {
            for (String path : line.paths()) {
                Rules place = rules.place(path);
                if (line.rule() != null) {
                    place.rule = line.rule();
                }
                place.add(line.below());
            }
        }
        return rules;
    }

    static Line ignored(String... paths) {
        return line(new Rule.Ignored(), paths);
    }

    static Line present(String... paths) {
        return line(new Rule.Present(), paths);
    }

    static Line derived(String... paths) {
        return line(new Rule.Derived(), paths);
    }

    static Line within(double distance, String... paths) {
        return line(new Rule.Within(distance), paths);
    }

    static Line seconds(long seconds, String... paths) {
        return line(new Rule.WithinSeconds(seconds), paths);
    }

    /** @param key the field that tells elements apart */
    static Line listed(String key, String... paths) {
        return line(new Rule.Listed(key), paths);
    }

    /** @param key the field that tells elements apart, or empty where they are plain values */
    static Line unordered(String key, String... paths) {
        return line(new Rule.Unordered(key), paths);
    }

    static Line under(String path, Rules rules) {
        return new Line(null, rules, List.of(path));
    }

    private static Line line(Rule rule, String... paths) {
        return new Line(rule, EXACT, List.of(paths));
    }

    Rule rule() {
        return rule == null ? AS_IT_IS : rule;
    }

    Rules of(String field) {
        return children.getOrDefault(field, EXACT);
    }

    Rules ofElements() {
        return of("*");
    }

    private Rules place(String path) {
        Rules place = this;
        for (String name : Arrays.asList(path.substring(1).split("/", -1))) {
            place = place.children.computeIfAbsent(name, _ -> new Rules());
        }
        return place;
    }

    private void add(Rules other) {
        if (other.rule != null) {
            rule = other.rule;
        }
        other.children.forEach((name, below) ->
                children.computeIfAbsent(name, _ -> new Rules()).add(below));
    }
}
