package io.orkestro.platform.stack.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentLogTests {

    private static final Instant STARTED = Instant.parse("2026-03-02T09:00:00.123Z");

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsReadAgainALineEach() throws IOException {
        Path file = folder.resolve("home/deployments.jsonl");
        DeploymentLog log = new DeploymentLog(file);
        assertThat(log.all()).isEmpty();

        Deployment live = deployment("b1", "c0ffee", Ending.LIVE, "");
        Deployment back = deployment("b2", null, Ending.WENT_BACK, "died while starting");
        log.add(live);
        log.add(back);

        assertThat(new DeploymentLog(file).all()).containsExactly(live, back);
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .allMatch(line -> line.contains("\"started\":\"2026-03-02T09:00:00.123Z\""))
                .last()
                .asString()
                .contains("\"ending\":\"went back\"");
    }

    @Test
    void whatABuildWasMadeOfIsKnownFromItsFirstDeployment() {
        DeploymentLog log = new DeploymentLog(folder.resolve("deployments.jsonl"));
        log.add(deployment("b1", "c0ffee", Ending.LIVE, ""));
        log.add(deployment("b2", null, Ending.LIVE, ""));

        assertThat(log.commitOf("b1")).contains(new Commit("c0ffee", STARTED.minusSeconds(60)));
        assertThat(log.commitOf("b2")).isEmpty();
        assertThat(log.commitOf("b3")).isEmpty();
    }

    private static Deployment deployment(
            String build, @org.jspecify.annotations.Nullable String commit, Ending ending, String why) {
        return new Deployment(
                "dispatch",
                "b0",
                build,
                commit,
                commit == null ? null : STARTED.minusSeconds(60),
                STARTED,
                ending == Ending.LIVE ? STARTED.plusSeconds(5) : null,
                ending == Ending.LIVE ? STARTED.plusSeconds(10) : null,
                STARTED.plusSeconds(14),
                120L,
                0L,
                ending,
                why);
    }
}
