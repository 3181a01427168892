package io.orkestro.gateway.edge.route;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/** The gateway's one route: whatever the table of paths knows. Where it leads is decided per request. */
@Configuration(proxyBeanMethods = false)
class EdgeRoute {

    @Bean
    RouteLocator tableOfPaths() {
        Route route = Route.async()
                .id("table-of-paths")
                .uri("http://decided.per.request")
                .predicate(PathTable::match)
                .build();
        return () -> Flux.just(route);
    }
}
