package io.orkestro.platform.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * How every servlet application shows itself to whoever runs it. The application's own annotation says how it is started;
 * {@code orkestro.metrics.token} is {@link #TOKEN}.
 */
public abstract class ProbesContract {

    public static final String TOKEN = "for-tests-to-scrape-with";

    @LocalServerPort
    private int port;

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private HealthEndpointGroups groups;

    @Test
    void neitherProbeFailsBecauseSomebodyElseIsAway() {
        assertThat(members("liveness")).containsExactly("livenessState");
        assertThat(members("readiness")).containsExactly("readinessState");
        assertThat(get("/actuator/health/liveness", null).statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness", null).statusCode()).isEqualTo(200);
    }

    @Test
    void figuresAreForWhoeverScrapesAndForNobodyElse() {
        for (String path :
                new String[] {"/actuator/prometheus", "/%61ctuator/prometheus", "/actuator/env", "/actuator"}) {
            assertThat(get(path, null).statusCode()).as(path).isEqualTo(404);
            assertThat(get(path, "guessed").statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/v1/deliveries", TOKEN).statusCode())
                .as("the token opens nothing else")
                .isIn(401, 404);
        HttpResponse<String> figures = get("/actuator/prometheus", TOKEN);
        assertThat(figures.statusCode()).isEqualTo(200);
        assertThat(figures.body())
                .contains(
                        "jvm_memory_used_bytes", "http_server_requests", "hikaricp_connections", "orkestro_outbox_age");
    }

    private Stream<String> members(String name) {
        HealthEndpointGroup group = Objects.requireNonNull(groups.get(name), name);
        return Stream.of("livenessState", "readinessState", "db", "rabbit", "mail", "diskSpace", "ping", "ssl")
                .filter(group::isMember);
    }

    private HttpResponse<String> get(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(path + " gave no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
