package io.orkestro.gateway.bare;

import java.net.URI;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/**
 * Spring Cloud Gateway with the edge's settings and nothing of the edge's: one route, no filters of ours, no traces. What the edge costs
 * is measured against it.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        excludeName = {
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
        })
public class BareGateway {

    /** @param arguments first the backend's address, then Spring's own */
    public static void main(String[] arguments) {
        System.setProperty("bare.backend", arguments[0]);
        SpringApplication.run(BareGateway.class, arguments);
    }

    @Bean
    RouteLocator everything() {
        Route route = Route.async()
                .id("everything")
                .uri(URI.create(System.getProperty("bare.backend")))
                .predicate(exchange -> true)
                .build();
        return () -> Flux.just(route);
    }
}
