package io.orkestro.platform.stack;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Dashboards and alerts ask for what there is. {@code figures.txt} says what that is; that the applications really tell it is
 * seen by {@code FiguresIT} of the system tests.
 */
class ObservabilityFilesTests {

    private static final Path CHECKOUT = Path.of("../..");
    private static final Path PROMETHEUS = CHECKOUT.resolve("deploy/prometheus");
    private static final Path DASHBOARDS = CHECKOUT.resolve("deploy/grafana/dashboards");

    /** What Prometheus itself adds, and what it says of whom it asks. */
    private static final Set<String> ITS_LABELS = Set.of("job", "instance", "application");

    private static final String ITS_FIGURE = "up";

    /** @param where to say, if something is wrong with it
     *  @param shown labels that are named in texts beside it */
    private record Query(String where, String expression, Set<String> shown) {

        private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");
        private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
        private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
        private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

        Set<String> figures() {
            String bare = GROUPING.matcher(expression.replaceAll("\"[^\"]*\"", "\"\""))
                    .replaceAll(" ")
                    .replaceAll("\\{[^}]*}|\\[[^\\]]*]", " ");
            return found(NAME, bare)
                    .map(MatchResult::group)
                    .filter(name -> !OPERATORS.contains(name))
                    .collect(toCollection(TreeSet::new));
        }

        Set<String> labels() {
            Set<String> labels = new TreeSet<>(shown);
            found(LABEL, expression).map(each -> each.group(1)).forEach(labels::add);
            found(GROUPING, expression)
                    .flatMap(each -> Arrays.stream(each.group(1).split(",")))
                    .map(String::strip)
                    .forEach(labels::add);
            return labels;
        }
    }

    @Test
    void onlyWhatThereIsIsWatched() {
        Map<String, Set<String>> figures = figures();

        for (Query query : queries()) {
            assertThat(query.figures()).as(query.where()).isNotEmpty();
            Set<String> labels = new HashSet<>(ITS_LABELS);
            for (String figure : query.figures()) {
                if (!figure.equals(ITS_FIGURE)) {
                    assertThat(figures).as(query.where()).containsKey(figure);
                    labels.addAll(figures.getOrDefault(figure, Set.of()));
                }
            }
            assertThat(labels).as("labels in " + query.where()).containsAll(query.labels());
        }
    }

    @Test
    void whatNothingWatchesIsNotListed() {
        Set<String> watched = new TreeSet<>();
        queries().forEach(query -> watched.addAll(query.figures()));
        watched.remove(ITS_FIGURE);

        assertThat(figures().keySet()).containsExactlyInAnyOrderElementsOf(watched);
    }

    @Test
    void everyAlertLeadsToAChapterOfTheRunbook() {
        List<String> chapters = read(CHECKOUT.resolve("docs/runbook.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> "docs/runbook.md#"
                        + line.substring(3)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                .toList();

        for (String alert : alerts()) {
            assertThat(found(Pattern.compile("runbook: (\\S+)"), alert).map(each -> each.group(1)))
                    .as(alert)
                    .hasSize(1)
                    .isSubsetOf(chapters);
        }
    }

    @Test
    void ofEveryAlertItIsTriedWhenItIsToldAndWhenNot() {
        List<String> tries = List.of(read(PROMETHEUS.resolve("alerts-test.yml")).split("\n  - name: "));

        for (String alert : alerts()) {
            String name = alert.lines().findFirst().orElseThrow();
            assertThat(tries)
                    .as(name)
                    .anyMatch(each -> each.contains("alertname: " + name + "\n") && each.contains("exp_labels"))
                    .anyMatch(each -> each.contains("alertname: " + name + "\n") && each.contains("exp_alerts: []"));
        }
    }

    @Test
    void everyApplicationInComposeIsAsked() {
        Set<String> applications = found(
                        Pattern.compile("(?m)^  ([\\w-]+):(?: &\\w+)?\\n    <<: \\*(?:application|edge)$"),
                        read(CHECKOUT.resolve("docker-compose.yml")))
                .map(each -> each.group(1) + ":8080")
                .collect(toCollection(TreeSet::new));

        assertThat(applications).hasSizeGreaterThanOrEqualTo(Application.values().length);
        assertThat(found(Pattern.compile("\"([\\w-]+:8080)\""), read(PROMETHEUS.resolve("prometheus.yml")))
                        .map(each -> each.group(1)))
                .containsExactlyInAnyOrderElementsOf(applications);
    }

    @Test
    void panelsStandBesideEachOtherAndAskTheDataSourceThatThereIs() {
        String source = found(
                        Pattern.compile("uid: (\\w+)"),
                        read(CHECKOUT.resolve("deploy/grafana/datasources/prometheus.yml")))
                .map(each -> each.group(1))
                .findFirst()
                .orElseThrow();
        Set<String> uids = new HashSet<>();

        for (Path file : dashboards()) {
            JsonNode dashboard = dashboard(file);
            assertThat(uids.add(dashboard.at("/uid").asString()))
                    .as("uid of " + file)
                    .isTrue();
            Set<Integer> ids = new HashSet<>();
            Set<String> taken = new HashSet<>();
            for (JsonNode panel : dashboard.at("/panels")) {
                String where = file.getFileName() + ", " + panel.at("/title").asString();
                assertThat(ids.add(panel.at("/id").asInt()))
                        .as("id of " + where)
                        .isTrue();
                assertThat(squares(panel.at("/gridPos"))).as(where).allMatch(taken::add);
                assertThat(panel.at("/targets").size()).as(where).isPositive();
                assertThat(Stream.concat(
                                Stream.of(panel.at("/datasource/uid").asString()),
                                panel.at("/targets")
                                        .valueStream()
                                        .map(target ->
                                                target.at("/datasource/uid").asString())))
                        .as(where)
                        .containsOnly(source);
            }
        }
    }

    /** On a board of 24 columns. */
    private static List<String> squares(JsonNode at) {
        List<String> squares = new ArrayList<>();
        assertThat(at.at("/x").asInt() + at.at("/w").asInt()).isBetween(1, 24);
        for (int x = at.at("/x").asInt(); x < at.at("/x").asInt() + at.at("/w").asInt(); x++) {
            for (int y = at.at("/y").asInt();
                    y < at.at("/y").asInt() + at.at("/h").asInt();
                    y++) {
                squares.add(x + "," + y);
            }
        }
        return squares;
    }

    private static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (String alert : alerts()) {
            String expression = found(Pattern.compile("expr: (?:\\|\\n((?: {10}.*\\n)+)|(.*))"), alert)
                    .map(each -> each.group(1) == null ? each.group(2) : each.group(1))
                    .findFirst()
                    .orElseThrow();
            queries.add(new Query(
                    alert.lines().findFirst().orElseThrow(),
                    expression,
                    labelsIn(alert, Pattern.compile("\\$labels\\.(\\w+)"))));
        }
        for (Path file : dashboards()) {
            JsonNode dashboard = dashboard(file);
            for (JsonNode asking : dashboard.findParents("expr")) {
                String shown = asking.path("legendFormat").asString("")
                        + asking.path("titleFormat").asString("");
                queries.add(new Query(
                        file.getFileName() + ", " + asking.at("/expr").asString(),
                        asking.at("/expr").asString(),
                        labelsIn(shown, Pattern.compile("\\{\\{(\\w+)}}"))));
            }
        }
        assertThat(queries).hasSizeGreaterThan(50);
        return queries;
    }

    private static Set<String> labelsIn(String text, Pattern label) {
        return found(label, text).map(each -> each.group(1)).collect(toCollection(TreeSet::new));
    }

    /** Each from its name on. */
    private static List<String> alerts() {
        List<String> alerts = List.of(read(PROMETHEUS.resolve("alerts.yml")).split("- alert: "));
        return alerts.subList(1, alerts.size());
    }

    /** Names, and the labels of each. */
    private static Map<String, Set<String>> figures() {
        return read(PROMETHEUS.resolve("figures.txt"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .collect(toMap(
                        line -> line[1], line -> Set.copyOf(Arrays.asList(line).subList(2, line.length))));
    }

    private static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JsonNode dashboard(Path file) {
        return new JsonMapper().readTree(read(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Stream<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
