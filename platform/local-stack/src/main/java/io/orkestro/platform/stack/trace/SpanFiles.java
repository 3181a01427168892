package io.orkestro.platform.stack.trace;

import io.orkestro.platform.stack.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The span files of a stack, one of each process. */
public final class SpanFiles {

    private static final JsonMapper JSON = new JsonMapper();

    private final Home home;
    private final List<String> applications;

    /** @param applications the labels of the processes */
    public SpanFiles(Home home, List<String> applications) {
        this.home = home;
        this.applications = List.copyOf(applications);
    }

    /**
     * The traces that something is about, in the order in which they began.
     *
     * @param id a trace's, a delivery's, a request's
     */
    public List<Trace> about(String id) {
        Set<String> wanted = new HashSet<>();
        read(line -> line.contains(id))
                .filter(span -> span.trace().equals(id) || span.tags().containsValue(id))
                .forEach(span -> wanted.add(span.trace()));
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<String, List<Span>> traces = read(line -> wanted.stream().anyMatch(line::contains))
                .filter(span -> wanted.contains(span.trace()))
                .collect(Collectors.groupingBy(Span::trace, LinkedHashMap::new, Collectors.toList()));
        return traces.values().stream()
                .map(Trace::of)
                .sorted(Comparator.comparingLong(Trace::startMicros))
                .toList();
    }

    private Stream<Span> read(Predicate<String> lines) {
        return applications.stream().flatMap(application -> {
            Path file = home.spans(application);
            Path before = file.resolveSibling(file.getFileName() + ".1");
            return Stream.of(before, file)
                    .flatMap(SpanFiles::linesOf)
                    .filter(lines)
                    .map(line -> span(application, JSON.readTree(line)));
        });
    }

    /** Whole lines: the last one may be being written. */
    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.endsWith("}"));
        } catch (NoSuchFileException nothingYet) {
            return Stream.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Span span(String application, JsonNode line) {
        Map<String, String> tags = new LinkedHashMap<>();
        line.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
        return new Span(
                application,
                line.path("trace").asString(""),
                line.path("span").asString(""),
                line.hasNonNull("parent") ? line.path("parent").asString("") : null,
                line.path("name").asString(""),
                line.path("startMicros").asLong(),
                line.path("micros").asLong(),
                line.path("failed").asBoolean(),
                tags);
    }
}
