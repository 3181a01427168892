package io.orkestro.platform.stack.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orkestro.platform.stack.Application;
import io.orkestro.platform.stack.deploy.Deployment;
import io.orkestro.platform.stack.deploy.DeploymentLog;
import io.orkestro.platform.stack.deploy.Ending;
import io.orkestro.platform.stack.deploy.Patience;
import io.orkestro.platform.stack.process.Programs.Outcome;
import io.orkestro.platform.stack.process.Progress;
import io.orkestro.platform.stack.process.StackFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that compose is given, and what is made of its answers. Docker itself is not asked. */
class ComposeDeployerTests {

    private static final Patience SHORT =
            new Patience(Duration.ofMillis(300), Duration.ofMillis(10), Duration.ofMillis(10));

    @TempDir
    Path folder;

    private final ADocker docker = new ADocker();

    @Test
    void theSecondPlaceStandsInWhileTheFirstIsReplaced() {
        docker.run("dispatch-service", "1.0");

        Deployment deployment = deploy(Application.DISPATCH, "1.1");

        assertThat(docker.changes)
                .containsExactly(
                        "DISPATCH_VERSION=1.1 up -d --no-deps --no-build dispatch-service-b",
                        "rm --stop --force dispatch-service",
                        "DISPATCH_VERSION=1.1 up -d --no-deps --no-build dispatch-service",
                        "rm --stop --force dispatch-service-b");
        assertThat(docker.images).containsExactly(Map.entry("dispatch-service", "orkestro/dispatch-service:1.1"));
        assertThat(deployment.ending()).isEqualTo(Ending.LIVE);
        assertThat(deployment.before()).isEqualTo("1.0");
        assertThat(deployment.requests()).as("nobody could ask").isNull();
    }

    @Test
    void whereTheNewOneDiesTheFirstPlaceIsNotTouched() {
        docker.run("dispatch-service", "1.0");

        Deployment deployment = deploy(Application.DISPATCH, "dying");

        assertThat(docker.changes)
                .containsExactly(
                        "DISPATCH_VERSION=dying up -d --no-deps --no-build dispatch-service-b",
                        "rm --stop --force dispatch-service-b");
        assertThat(deployment.ending()).isEqualTo(Ending.WENT_BACK);
        assertThat(docker.images).containsExactly(Map.entry("dispatch-service", "orkestro/dispatch-service:1.0"));
    }

    @Test
    void edgesAreReplacedOneAfterTheOther() {
        docker.run("edge-1", "1.0");
        docker.run("edge-2", "1.0");

        assertThat(deploy(Application.EDGE, "1.1").ending()).isEqualTo(Ending.LIVE);
        assertThat(docker.changes)
                .containsExactly(
                        "rm --stop --force edge-1",
                        "EDGE_VERSION=1.1 up -d --no-deps --no-build edge-1",
                        "rm --stop --force edge-2",
                        "EDGE_VERSION=1.1 up -d --no-deps --no-build edge-2");
    }

    @Test
    void whatDoesNotRunIsNotReplaced() {
        assertThatThrownBy(() -> deploy(Application.TRACKING, "1.1"))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("docker compose up -d tracking-service");
    }

    private Deployment deploy(Application application, String version) {
        return new ComposeDeployer(
                        docker, new DeploymentLog(folder.resolve("deployments.jsonl")), SHORT, Progress.SILENT)
                .deploy(application, version, Optional.empty());
    }

    /** Containers by their services' names. */
    private static final class ADocker implements Docker {

        private final Map<String, String> images = new TreeMap<>();
        private final List<String> changes = new ArrayList<>();

        void run(String service, String version) {
            images.put(service, "orkestro/%s:%s".formatted(service, version));
        }

        @Override
        public Outcome compose(Map<String, String> variables, List<String> arguments) {
            String service = arguments.getLast();
            if (arguments.getFirst().equals("ps")) {
                return new Outcome(0, images.containsKey(service) ? service : "");
            }
            changes.add((variables.isEmpty() ? "" : variables.toString().replaceAll("[{}]", "") + " ")
                    + String.join(" ", arguments));
            if (arguments.getFirst().equals("up")) {
                run(service, variables.values().iterator().next());
            } else {
                images.remove(service);
            }
            return new Outcome(0, "");
        }

        @Override
        public Outcome docker(List<String> arguments) {
            String image = images.getOrDefault(arguments.getLast(), "");
            boolean dies = image.endsWith(":dying");
            return new Outcome(
                    0,
                    switch (arguments.get(2)) {
                        case "{{.Config.Image}}" -> image;
                        case "{{.State.Running}} {{.RestartCount}}" -> dies ? "true 1" : "true 0";
                        case "{{.State.Health.Status}}" -> dies ? "starting" : "healthy";
                        default -> "";
                    });
        }
    }
}
