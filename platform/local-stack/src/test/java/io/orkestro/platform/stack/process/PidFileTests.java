package io.orkestro.platform.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTests {

    @TempDir
    Path folder;

    @Test
    void findsTheProcessAgain() {
        new PidFile(file()).write(ProcessHandle.current(), "build 7");

        assertThat(new PidFile(file()).process()).contains(ProcessHandle.current());
        assertThat(new PidFile(file()).build()).isEqualTo("build 7");
    }

    @Test
    void aPidThatIsUsedAgainIsSomebodyElse() throws IOException {
        Files.writeString(
                file(),
                "pid=%d%nstarted=%s%n".formatted(ProcessHandle.current().pid(), Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(new PidFile(file()).process()).isEmpty();
    }

    @Test
    void aProcessThatHasEndedIsGone() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        new PidFile(file()).write(process.toHandle(), "");
        process.destroyForcibly().waitFor();

        assertThat(new PidFile(file()).process()).isEmpty();
    }

    @Test
    void withoutAFileThereIsNoProcess() {
        assertThat(new PidFile(file()).process()).isEmpty();
    }

    private Path file() {
        return folder.resolve("edge.pid");
    }
}
