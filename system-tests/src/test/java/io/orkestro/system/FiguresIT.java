package io.orkestro.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orkestro.platform.stack.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What dashboards and alerts watch is what the applications tell. */
@ExtendWith(RunningPlatform.class)
class FiguresIT {

    private static final Path WATCHED = Path.of("../deploy/prometheus/figures.txt");
    private static final Pattern LINE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? ");
    /** What refers to a trace where a Prometheus before 2.43 does not expect it, and takes nothing. */
    private static final Pattern MISPLACED_EXEMPLAR =
            Pattern.compile("(?m)^\\w+_(?:count|sum|max)(?:\\{.*})? \\S+ # .*");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private record Figure(String name, Set<String> labels) {}

    private final Platform platform;
    private final HttpClient http = HttpClient.newHttpClient();

    FiguresIT(Platform platform) {
        this.platform = platform;
    }

    @Test
    void everythingThatIsWatchedIsTold() throws IOException {
        List<Figure> watched = Files.readAllLines(WATCHED).stream()
                .map(line -> line.split(" "))
                .filter(line -> line[0].equals("applications"))
                .map(line -> new Figure(line[1], Set.copyOf(Arrays.asList(line).subList(2, line.length))))
                .toList();
        assertThat(watched).hasSizeGreaterThan(20);

        openAnInnerDoor();

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Map<String, Set<String>> told = told();
                    assertThat(watched)
                            .allSatisfy(figure -> assertThat(told).containsKey(figure.name()))
                            .allSatisfy(figure -> assertThat(told.get(figure.name()))
                                    .as(figure.name())
                                    .containsAll(figure.labels()));
                });
    }

    /** By a change of what the other side owns; before the first, calls are not told of. */
    private void openAnInnerDoor() {
        try (Shop shop = Shop.open(platform, "figures")) {
            String id = shop.api()
                    .post("/v1/deliveries", Orders.order("figures-" + UUID.randomUUID()))
                    .expect(201)
                    .at("/id");
            platform.mover().move(shop, Mover.Side.SERVICE);
            shop.api().post("/v1/deliveries/" + id + "/cancel", "{}").expect(200);
            platform.mover().move(shop, Mover.Side.MONOLITH);
        }
    }

    /** By all applications together: names, and the labels of each. */
    private Map<String, Set<String>> told() throws IOException, InterruptedException {
        Map<String, Set<String>> told = new HashMap<>();
        for (Application application : Application.values()) {
            for (MatchResult line :
                    LINE.matcher(figuresOf(application)).results().toList()) {
                Set<String> labels = told.computeIfAbsent(line.group(1), _ -> new HashSet<>());
                if (line.group(2) != null) {
                    labels.addAll(LABEL.matcher(line.group(2))
                            .results()
                            .map(label -> label.group(1))
                            .collect(toSet()));
                }
            }
        }
        return told;
    }

    /** As Prometheus asks. */
    private String figuresOf(Application application) throws IOException, InterruptedException {
        HttpRequest scrape = HttpRequest.newBuilder(
                        URI.create(platform.stack().url(application) + "/actuator/prometheus"))
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .header("Authorization", "Bearer " + platform.stack().metricsToken())
                .build();
        var answer = http.send(scrape, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(application.label()).isEqualTo(200);
        assertThat(answer.body()).doesNotContainPattern(MISPLACED_EXEMPLAR);
        return answer.body();
    }
}
