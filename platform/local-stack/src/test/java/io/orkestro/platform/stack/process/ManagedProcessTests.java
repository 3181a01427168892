package io.orkestro.platform.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private ManagedProcess process;

    @BeforeEach
    void aProcess() {
        process = new ManagedProcess("edge", folder.resolve("pids/edge.pid"), folder.resolve("logs/edge.log"));
    }

    @AfterEach
    void stop() {
        process.kill();
    }

    @Test
    void isFoundAgainByAnotherWhoKnowsTheFolder() {
        process.start(List.of("sleep", "60"), Map.of(), "");

        assertThat(new ManagedProcess("edge", folder.resolve("pids/edge.pid"), folder.resolve("logs/edge.log"))
                        .isRunning())
                .isTrue();
    }

    @Test
    void itsDeathWhileStartingIsToldWithItsLastWords() {
        process.start(List.of("sh", "-c", "echo the database is on fire; exit 3"), Map.of(), "");

        assertThatThrownBy(() -> process.awaitReady(() -> false, SOON))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("edge died while starting")
                .hasMessageContaining("the database is on fire");
    }

    @Test
    void tooLateIsToldToo() {
        process.start(List.of("sleep", "60"), Map.of(), "");

        assertThatThrownBy(() -> process.awaitReady(() -> false, Duration.ofMillis(200)))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("edge is not ready after");
    }

    @Test
    void whoIgnoresTheGentleSignalIsStoppedFirmly() {
        process.start(List.of("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"), Map.of(), "");
        Waiting.until(() -> process.lastWords().contains("ready"), SOON);

        process.stop(Duration.ofMillis(300));

        assertThat(process.isRunning()).isFalse();
    }

    @Test
    void getsItsEnvironmentAndLeavesItsTerminal() throws IOException {
        process.start(
                List.of("sh", "-c", "echo $PORT; ps -o sid= -p $$; echo $$; sleep 60"), Map.of("PORT", "8080"), "");
        Path log = folder.resolve("logs/edge.log");
        Waiting.until(() -> ManagedProcess.lastLines(log, 9).size() == 3, SOON);

        List<String> said = Files.readAllLines(log).stream().map(String::strip).toList();
        assertThat(said.getFirst()).isEqualTo("8080");
        assertThat(said.get(1)).as("a session of its own").isEqualTo(said.get(2));
    }
}
