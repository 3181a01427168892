package io.orkestro.gateway.edge.proxy;

import io.orkestro.gateway.edge.decision.Target;
import io.orkestro.platform.web.request.RequestIds;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Names the side that answered. The request id is on the answer already, so the backend's echo is left out. */
@Component
final class ResponseHeaders implements HttpHeadersFilter {

    static final String SERVED_BY = "X-Served-By";

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders answered, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        answered.forEach((name, values) -> {
            if (!name.equalsIgnoreCase(RequestIds.HEADER)) {
                headers.addAll(name, values);
            }
        });
        headers.set(SERVED_BY, Target.of(exchange).backend().servedBy());
        return headers;
    }
}
