package io.orkestro.platform.web.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orkestro.platform.observability.Traces;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The inner door, where {@code orkestro.internal.port} names one, and calls to the doors of others. */
@AutoConfiguration(
        afterName = {
            "io.orkestro.platform.web.request.BackendWebConfiguration",
            "io.orkestro.platform.observability.ObservabilityConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({TransactionSynchronizationManager.class, TomcatServletWebServerFactory.class})
@EnableConfigurationProperties(InternalProperties.class)
class InternalConfiguration implements WebMvcConfigurer {

    /** Between the request's id and the edge's token. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 15;

    @Bean
    PeerTokens peerTokens(InternalProperties properties, Environment environment, Clock clock) {
        Map<String, String> secrets = new HashMap<>();
        properties.peers().forEach((name, peer) -> {
            if (peer.hasSecret()) {
                secrets.put(name, String.valueOf(peer.secret()));
            }
        });
        return new PeerTokens(environment.getProperty("spring.application.name", "application"), secrets, clock);
    }

    @Bean
    PeerCalls peerCalls(
            InternalProperties properties,
            PeerTokens tokens,
            JsonMapper json,
            Traces traces,
            ObjectProvider<MeterRegistry> meters) {
        Map<String, PeerPlaces> addresses = new HashMap<>();
        properties.peers().forEach((name, peer) -> {
            if (peer.url() != null && !peer.url().isBlank() && peer.hasSecret()) {
                addresses.put(name, new PeerPlaces(peer.url()));
            }
        });
        return new PeerCalls(addresses, tokens, json, traces, meters.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    @ConditionalOnProperty("orkestro.internal.port")
    InternalDoor internalDoor(InternalProperties properties) {
        return new InternalDoor(properties.port() == null ? 0 : properties.port());
    }

    @Bean
    FilterRegistrationBean<InternalDoorFilter> internalDoorFilter(
            ObjectProvider<InternalDoor> door,
            PeerTokens tokens,
            JsonMapper json,
            ApplicationAvailability availability) {
        FilterRegistrationBean<InternalDoorFilter> registration =
                new FilterRegistrationBean<>(new InternalDoorFilter(door.getIfAvailable(), tokens, json, availability));
        registration.setOrder(ORDER);
        return registration;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PeerApplicationArgument());
    }
}
