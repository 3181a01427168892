package io.orkestro.platform.testing;

import org.springframework.boot.logging.LogLevel;
import org.springframework.util.function.SingletonSupplier;
import org.testcontainers.DockerClientFactory;

/** Whether there is a Docker to start containers with. */
final class Docker {

    private static final SingletonSupplier<Boolean> answers = SingletonSupplier.of(Docker::ask);

    private Docker() {}

    static boolean answers() {
        return answers.obtain();
    }

    private static boolean ask() {
        // To have no Docker is no error here.
        Logs.quieten("org.testcontainers.dockerclient", LogLevel.OFF);
        return DockerClientFactory.instance().isDockerAvailable();
    }
}
