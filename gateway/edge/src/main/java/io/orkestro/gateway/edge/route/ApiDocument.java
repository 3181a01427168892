package io.orkestro.gateway.edge.route;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The API's OpenAPI document, the one thing the edge serves itself. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    @Bean
    RouterFunction<ServerResponse> openApi(@Value("classpath:openapi/orkestro.yaml") Resource document) {
        return route().GET(
                        "/v1/openapi.yaml",
                        request -> ServerResponse.ok()
                                .contentType(MediaType.valueOf("application/yaml"))
                                .bodyValue(document))
                .build();
    }
}
