package io.orkestro.platform.stack.compose;

import io.orkestro.platform.stack.deploy.Place;
import io.orkestro.platform.stack.process.Programs.Outcome;
import io.orkestro.platform.stack.process.StackFailure;
import java.util.List;
import java.util.Map;

/** A place in compose: a service of the file, and its container. A build is an image's tag. */
final class ComposePlace implements Place {

    private static final String LAST_WORDS = "15";
    private static final String NONE = "";

    private final Docker docker;
    private final String service;
    private final String versionVariable;

    /** @param versionVariable by which the file takes the tag, such as {@code DISPATCH_VERSION} */
    ComposePlace(Docker docker, String service, String versionVariable) {
        this.docker = docker;
        this.service = service;
        this.versionVariable = versionVariable;
    }

    @Override
    public String name() {
        return service;
    }

    @Override
    public String build() {
        String image = inspect("{{.Config.Image}}");
        return image.substring(image.lastIndexOf(':') + 1);
    }

    @Override
    public void start(String build) {
        // Only this service, and nothing that it needs; the image was made before.
        require(docker.compose(
                Map.of(versionVariable, build), List.of("up", "-d", "--no-deps", "--no-build", service)));
    }

    /** One that dies is started again and again, and has died all the same. */
    @Override
    public boolean isRunning() {
        return inspect("{{.State.Running}} {{.RestartCount}}").equals("true 0");
    }

    @Override
    public boolean isReady() {
        return inspect("{{.State.Health.Status}}").equals("healthy");
    }

    /** Its grace period lasts longer than drain and requests together. */
    @Override
    public void stop() {
        require(docker.compose(Map.of(), List.of("rm", "--stop", "--force", service)));
    }

    @Override
    public String lastWords() {
        String container = container();
        return container.isEmpty()
                ? NONE
                : docker.docker(List.of("logs", "--tail", LAST_WORDS, container))
                        .output();
    }

    /** The empty string where there is no container. */
    private String inspect(String format) {
        String container = container();
        if (container.isEmpty()) {
            return NONE;
        }
        Outcome said = docker.docker(List.of("inspect", "--format", format, container));
        return said.succeeded() ? said.output() : NONE;
    }

    private String container() {
        Outcome listed = docker.compose(Map.of(), List.of("ps", "-q", service));
        return listed.succeeded()
                ? listed.output().lines().reduce((_, last) -> last).orElse(NONE)
                : NONE;
    }

    private void require(Outcome outcome) {
        if (!outcome.succeeded()) {
            throw new StackFailure("%s: compose says:%n%s".formatted(service, outcome.output()));
        }
    }
}
