package io.orkestro.gateway.edge.trace;

import io.micrometer.common.KeyValues;
import io.orkestro.platform.web.request.RequestIds;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** What a request's span says beside method, route and status: not its address, which can hold what is secret. */
@Component
final class RequestSpans extends DefaultServerRequestObservationConvention {

    @Override
    public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
        @Nullable
        String id = context.getResponse() == null
                ? null
                : context.getResponse().getHeaders().getFirst(RequestIds.HEADER);
        return id == null ? KeyValues.empty() : KeyValues.of(RequestIds.LOG_FIELD, id);
    }
}
