package io.orkestro.platform.stack.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Everything that one request set in motion, in all applications. */
public final class Trace {

    private static final double MICROS_PER_MILLI = 1000.0;

    /** A step and how deep it is below the first. */
    public record Step(Span span, int depth) {}

    private final List<Step> steps;

    private Trace(List<Step> steps) {
        this.steps = steps;
    }

    /** @param spans of one trace, at least one */
    static Trace of(List<Span> spans) {
        Map<String, Span> byId =
                spans.stream().collect(Collectors.toMap(Span::id, span -> span, (one, _) -> one, HashMap::new));
        Map<String, List<Span>> children = new HashMap<>();
        List<Span> first = new ArrayList<>();
        byId.values().stream()
                .sorted(Comparator.comparingLong(Span::startMicros))
                .forEach(span -> {
                    if (span.parent() == null || !byId.containsKey(span.parent())) {
                        first.add(span);
                    } else {
                        children.computeIfAbsent(span.parent(), _ -> new ArrayList<>())
                                .add(span);
                    }
                });
        List<Step> steps = new ArrayList<>();
        first.forEach(span -> walk(span, 0, children, steps));
        return new Trace(List.copyOf(steps));
    }

    private static void walk(Span span, int depth, Map<String, List<Span>> children, List<Step> steps) {
        steps.add(new Step(span, depth));
        children.getOrDefault(span.id(), List.of()).forEach(child -> walk(child, depth + 1, children, steps));
    }

    public String id() {
        return steps.getFirst().span().trace();
    }

    /** A step, then what it caused, each in the order in which they began. */
    public List<Step> steps() {
        return steps;
    }

    long startMicros() {
        return steps.stream().mapToLong(step -> step.span().startMicros()).min().orElseThrow();
    }

    /** One line. */
    public String summary() {
        long end =
                steps.stream().mapToLong(step -> step.span().endMicros()).max().orElseThrow();
        long applications =
                steps.stream().map(step -> step.span().application()).distinct().count();
        return "%s  %s: %d steps, %d applications, %.0f ms"
                .formatted(
                        id(),
                        steps.getFirst().span().name(),
                        steps.size(),
                        applications,
                        (end - startMicros()) / MICROS_PER_MILLI);
    }

    /** As a table: who, when since the beginning, how long, and below what. */
    public String table() {
        long begin = startMicros();
        StringBuilder table =
                new StringBuilder("%-14s %9s %9s  %s%n".formatted("application", "at ms", "took ms", "step"));
        for (Step step : steps) {
            Span span = step.span();
            table.append("%-14s %9.1f %9.1f  %s%s%s%n"
                    .formatted(
                            span.application(),
                            (span.startMicros() - begin) / MICROS_PER_MILLI,
                            span.micros() / MICROS_PER_MILLI,
                            "  ".repeat(step.depth()),
                            describe(span),
                            span.failed() ? "  FAILED" : ""));
        }
        return table.toString();
    }

    private static String describe(Span span) {
        String consumer = span.tags().get("consumer");
        String status = span.tags().get("status");
        return span.name()
                + (consumer == null ? "" : " (" + consumer + ")")
                + (status == null ? "" : " → " + Objects.requireNonNull(status));
    }
}
