package io.orkestro.gateway.edge.trace;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.orkestro.platform.observability.Traces;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/** The trace of a request, for whoever sends it on or writes of it. */
public final class RequestTraces {

    private RequestTraces() {}

    /** Null where nothing is traced. */
    public static @Nullable String traceparentOf(ServerWebExchange exchange) {
        TraceContext context = contextOf(exchange);
        return context == null ? null : Traces.traceparentOf(context);
    }

    /** Null where nothing is traced. */
    public static @Nullable String idOf(ServerWebExchange exchange) {
        TraceContext context = contextOf(exchange);
        return context == null ? null : context.traceId();
    }

    /** For logs, in the place of the address: that of a recipient's page is a secret. Null where there is no route. */
    public static @Nullable String routeOf(ServerWebExchange exchange) {
        ServerRequestObservationContext observation = observationOf(exchange);
        return observation == null ? null : observation.getPathPattern();
    }

    /** Names the route, for span and figures. */
    public static void follows(ServerWebExchange exchange, String route) {
        ServerRequestObservationContext observation = observationOf(exchange);
        if (observation != null) {
            observation.setPathPattern(route);
        }
    }

    private static @Nullable ServerRequestObservationContext observationOf(ServerWebExchange exchange) {
        return exchange.getAttribute(ServerRequestObservationContext.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE);
    }

    private static @Nullable TraceContext contextOf(ServerWebExchange exchange) {
        ServerRequestObservationContext observation = observationOf(exchange);
        TracingContext tracing = observation == null ? null : observation.get(TracingContext.class);
        return tracing == null || tracing.getSpan() == null
                ? null
                : tracing.getSpan().context();
    }
}
