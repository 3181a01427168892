package io.orkestro.platform.stack.compose;

import io.orkestro.platform.stack.process.Programs;
import io.orkestro.platform.stack.process.Programs.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is on the PATH: {@code docker compose}, else {@code docker-compose}. */
public final class InstalledDocker implements Docker {

    private final List<String> compose;

    public InstalledDocker(Path checkout) {
        boolean plugin = Programs.run("docker", "compose", "version").succeeded();
        List<String> file = List.of(
                "--project-directory",
                checkout.toString(),
                "-f",
                checkout.resolve("docker-compose.yml").toString());
        this.compose = Stream.concat(
                        plugin ? Stream.of("docker", "compose") : Stream.of("docker-compose"), file.stream())
                .toList();
    }

    @Override
    public Outcome compose(Map<String, String> variables, List<String> arguments) {
        Stream<String> environment = variables.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue());
        return Programs.run(Stream.of(
                        Stream.of("env", "COMPOSE_PROFILES=second"), environment, compose.stream(), arguments.stream())
                .flatMap(words -> words)
                .toList());
    }

    @Override
    public Outcome docker(List<String> arguments) {
        return Programs.run(
                Stream.concat(Stream.of("docker"), arguments.stream()).toList());
    }
}
