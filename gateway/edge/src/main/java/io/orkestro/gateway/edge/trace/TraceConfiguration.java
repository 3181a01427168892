package io.orkestro.gateway.edge.trace;

import io.micrometer.observation.ObservationPredicate;
import io.orkestro.platform.observability.ActuatorPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

/** What is not traced. */
@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

    /** A probe is no request. */
    @Bean
    ObservationPredicate probesAreNotObserved() {
        return (_, context) -> !(context instanceof ServerRequestObservationContext request)
                || request.getCarrier() == null
                || !ActuatorPaths.isOne(request.getCarrier().getPath());
    }
}
