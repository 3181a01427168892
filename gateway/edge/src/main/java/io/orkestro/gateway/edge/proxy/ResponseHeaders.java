package io.orkestro.gateway.edge.proxy;

import io.orkestro.gateway.edge.decision.Target;
import io.orkestro.gateway.edge.route.ServedBy;
import io.orkestro.gateway.edge.traffic.Watch;
import io.orkestro.platform.web.request.RequestIds;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Names the side that answered; the backend's echo of the request id and its connection's headers end here. */
@Component
final class ResponseHeaders implements HttpHeadersFilter {

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }

    /** Both headers are on the answer since the request came in, and the gateway adds to it what is left of these. */
    @Override
    public HttpHeaders filter(HttpHeaders answered, ServerWebExchange exchange) {
        Watch.answered(exchange);
        exchange.getResponse()
                .getHeaders()
                .set(ServedBy.HEADER, Target.of(exchange).backend().servedBy());
        HopHeaders.removeFrom(answered);
        answered.remove(RequestIds.HEADER);
        answered.remove(ServedBy.HEADER);
        return answered;
    }
}
