package io.orkestro.platform.stack.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All deployments, a line each, in the order in which they ended. */
public final class DeploymentLog {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;

    public DeploymentLog(Path file) {
        this.file = file;
    }

    public void add(Deployment deployment) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    JSON.writeValueAsString(deployment) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public List<Deployment> all() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> JSON.readValue(line, Deployment.class))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a build was made of, if it was deployed before. */
    public Optional<Commit> commitOf(String build) {
        return all().stream()
                .filter(deployment -> deployment.after().equals(build))
                .filter(deployment -> deployment.commit() != null && deployment.committed() != null)
                .map(deployment -> new Commit(deployment.commit(), deployment.committed()))
                .findFirst();
    }
}
