package io.orkestro.platform.web.drain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class DrainTests {

    @Test
    void whoLeavesSaysSoFirstAndAnswersMeanwhile() throws Exception {
        ConfigurableApplicationContext application = SpringApplication.run(
                Greeter.class, "--server.port=0", "--orkestro.drain=1s", "--spring.main.banner-mode=off");
        int port = requireNonNull(((WebServerApplicationContext) application).getWebServer())
                .getPort();
        ApplicationAvailability availability = application.getBean(ApplicationAvailability.class);
        long start = System.nanoTime();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(application::close);
        Awaitility.await().until(() -> availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);

        assertThat(get("http://localhost:%d/greeting".formatted(port))).isEqualTo("still here");
        closing.get(20, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    private static String get(String address) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @RestController
    @ImportAutoConfiguration({
        DrainConfiguration.class,
        ApplicationAvailabilityAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Greeter {

        @GetMapping("/greeting")
        String greeting() {
            return "still here";
        }
    }
}
