package io.orkestro.platform.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether an application says that it is ready. */
final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Ports ports;

    Readiness(Ports ports) {
        this.ports = ports;
    }

    boolean of(Instance instance) {
        return get(instance, "/actuator/health/readiness") == OK;
    }

    /** Has started, whether or not it finds all that it needs. */
    boolean isAlive(Instance instance) {
        return get(instance, "/actuator/health/liveness") == OK;
    }

    /** @return the status; 0 where nobody answers */
    int get(Instance instance, String path) {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(ports.of(instance), path));
        try {
            return http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
