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
        URI probe = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(ports.of(instance)));
        try {
            return http.send(HttpRequest.newBuilder(probe).timeout(PATIENCE).build(), BodyHandlers.discarding())
                            .statusCode()
                    == OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
