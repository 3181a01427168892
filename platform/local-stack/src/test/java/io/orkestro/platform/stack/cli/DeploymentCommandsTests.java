package io.orkestro.platform.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentCommandsTests {

    private static final String LOG = """
            {"service":"dispatch","before":"b1","after":"b2","commit":"0123456789abcdef","committed":"2026-03-02T08:30:00Z",\
            "started":"2026-03-02T09:00:00Z","ready":"2026-03-02T09:00:10Z","left":"2026-03-02T09:00:15Z",\
            "ended":"2026-03-02T09:00:18.5Z","requests":240,"failures":0,"ending":"live","why":""}
            {"service":"tracking","before":"b1","after":"b3","commit":null,"committed":null,\
            "started":"2026-03-02T10:00:00Z","ready":null,"left":null,\
            "ended":"2026-03-02T10:00:04Z","requests":null,"failures":null,"ending":"went back","why":"died while starting"}
            """;

    @TempDir
    Path home;

    @Test
    void theLogIsATableWithTheFourFigures() throws IOException {
        Files.writeString(home.resolve("deployments.jsonl"), LOG);

        String said = run(0, "deployments");

        assertThat(said.lines().map(line -> line.replaceAll(" +", " ").strip()))
                .anyMatch(line -> line.endsWith("dispatch b1 b2 012345678 18.5 240 0 live"))
                .anyMatch(line -> line.endsWith("tracking b1 b3 - 4.0 - - went back: died while starting"))
                .contains(
                        "deployments a day 1.0",
                        "commit to live 30 min 10 s",
                        "change failure rate 50 %",
                        "time to restore 4.0 s");
    }

    @Test
    void beforeTheFirstItSaysHowToMakeOne() {
        assertThat(run(0, "deployments")).contains("./orkestro deploy dispatch");
    }

    @Test
    void whatIsMissingInTheCommandIsSaid() {
        assertThat(run(1, "deploy")).contains("./orkestro deploy APP").contains("marketplace");
        assertThat(run(1, "deploy", "dispatch", "--compose")).contains("APP TAG --compose");
        assertThat(run(1, "deploy", "nothing")).contains("There is no application nothing");
    }

    @Test
    void whatDoesNotRunCannotBeReplaced() {
        assertThat(run(1, "deploy", "dispatch"))
                .contains("dispatch does not run")
                .contains("./orkestro up");
    }

    @Test
    void timesAreSaidAsPeopleSayThem() {
        assertThat(ShowDeployments.spoken(Optional.empty())).isEqualTo("-");
        assertThat(ShowDeployments.spoken(Optional.of(Duration.ofMillis(6_240))))
                .isEqualTo("6.2 s");
        assertThat(ShowDeployments.spoken(Optional.of(Duration.ofMinutes(200)))).isEqualTo("3 h 20 min");
        assertThat(ShowDeployments.spoken(Optional.of(Duration.ofHours(50)))).isEqualTo("2 d 2 h");
    }

    private String run(int expected, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of(
                "ORKESTRO_CHECKOUT",
                        Path.of("../..").toAbsolutePath().normalize().toString(),
                "ORKESTRO_HOME", home.toString());

        int result = Main.run(List.of(arguments), environment, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(result).as(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        return out.toString(StandardCharsets.UTF_8);
    }
}
