package io.orkestro.gateway.edge.proxy;

import io.orkestro.gateway.edge.decision.Target;
import io.orkestro.gateway.edge.problem.RequestIdFilter;
import io.orkestro.gateway.edge.trace.RequestTraces;
import io.orkestro.platform.observability.Traces;
import io.orkestro.platform.web.request.RequestIds;
import io.orkestro.platform.web.token.DecisionToken;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a backend is told, in one pass: the client's own headers, and token, request id, trace, where the client is. Headers of the
 * client's connection end here, those by which it could pretend to be the edge, and its API key: a backend has no use for it.
 */
@Component
public final class RequestHeaders implements HttpHeadersFilter {

    private static final String OURS = "x-orkestro-";
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private final EdgeProperties properties;

    RequestHeaders(EdgeProperties properties) {
        this.properties = properties;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.REQUEST;
    }

    @Override
    public HttpHeaders filter(HttpHeaders sent, ServerWebExchange exchange) {
        Target target = Target.of(exchange);
        HopHeaders hop = HopHeaders.in(sent);
        // Of two ways to tell where a body ends, servers have believed different ones.
        boolean chunked = sent.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        HttpHeaders headers = new HttpHeaders();
        sent.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean framedTwice = chunked && lower.equals("content-length");
            if (!framedTwice && !hop.contain(lower) && !isForTheEdgeAlone(lower, target)) {
                headers.addAll(name, values);
            }
        });
        if (target.token() != null) {
            headers.set(DecisionToken.HEADER, target.token());
        }
        headers.set(RequestIds.HEADER, RequestIdFilter.idOf(exchange));
        String traceparent = RequestTraces.traceparentOf(exchange);
        if (traceparent != null) {
            headers.set(Traces.HEADER, traceparent);
        }
        sayWhereTheClientIs(exchange.getRequest(), headers);
        return headers;
    }

    private static boolean isForTheEdgeAlone(String lowerCaseName, Target target) {
        return switch (lowerCaseName) {
            case "x-served-by", "x-request-id", "forwarded" -> true;
            // A trace begins here. Whoever could say that his be sampled could have all of his sampled.
            case "traceparent", "tracestate", "baggage" -> true;
            case "authorization" -> target.token() != null;
            case String other -> other.startsWith(OURS) || other.startsWith("x-forwarded-");
        };
    }

    /** The address we see, behind whatever a trusted proxy in front of us saw; never what a client claims. */
    private void sayWhereTheClientIs(ServerHttpRequest request, HttpHeaders headers) {
        HttpHeaders sent = request.getHeaders();
        @Nullable InetSocketAddress remote = request.getRemoteAddress();
        String address = remote == null || remote.getAddress() == null
                ? "unknown"
                : remote.getAddress().getHostAddress();
        boolean trusted = properties.trusts(address);
        @Nullable String before = trusted ? sent.getFirst(FORWARDED_FOR) : null;
        @Nullable String scheme = trusted ? sent.getFirst(FORWARDED_PROTO) : null;
        @Nullable String host = trusted ? sent.getFirst(FORWARDED_HOST) : null;
        headers.set(FORWARDED_FOR, before == null ? address : before + ", " + address);
        headers.set(FORWARDED_PROTO, scheme == null ? request.getURI().getScheme() : scheme);
        if (host == null) {
            host = sent.getFirst(HttpHeaders.HOST);
        }
        if (host != null) {
            headers.set(FORWARDED_HOST, host);
        }
    }
}
