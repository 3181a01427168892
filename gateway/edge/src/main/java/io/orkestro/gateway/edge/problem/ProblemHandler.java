package io.orkestro.gateway.edge.problem;

import io.orkestro.gateway.edge.trace.RequestTraces;
import io.orkestro.platform.web.json.StrictJson;
import io.orkestro.platform.web.problem.Problem;
import io.orkestro.platform.web.request.RequestIds;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes every failure of the edge as a problem document, before Boot's own error page is asked. */
@Component
@Order(-2)
final class ProblemHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private static final String TRACE = "traceId";

    private final JsonMapper json = StrictJson.mapper();

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        String requestId = RequestIdFilter.idOf(exchange);
        if (response.isCommitted()) {
            // Part of the answer is on its way: breaking the connection is the only honest thing left.
            log.info("An answer broke off half-way, request {}: {}", requestId, failure.toString());
            return Mono.error(failure);
        }
        ClientProblems.Answer answer = ClientProblems.of(failure, requestId);
        try (MDC.MDCCloseable _ = MDC.putCloseable(RequestIds.LOG_FIELD, requestId);
                MDC.MDCCloseable _ = MDC.putCloseable(TRACE, RequestTraces.idOf(exchange))) {
            record(exchange, failure, answer);
        }
        return write(response, requestId, answer, failure);
    }

    private static void record(ServerWebExchange exchange, Throwable failure, ClientProblems.Answer answer) {
        int status = answer.problem().status();
        if (answer.isOurFault()) {
            log.error("Request {} failed unexpectedly", answer.problem().requestId(), failure);
        } else if (status >= 500) {
            log.warn(
                    "{} for {} {}, request {}: {}",
                    status,
                    exchange.getRequest().getMethod(),
                    RequestTraces.routeOf(exchange),
                    answer.problem().requestId(),
                    failure.toString());
        }
    }

    private Mono<Void> write(
            ServerHttpResponse response, String requestId, ClientProblems.Answer answer, Throwable failure) {
        Problem problem = answer.problem();
        Duration retryAfter = answer.retryAfter();
        byte[] document = json.writeValueAsBytes(problem);
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        HttpHeaders headers = response.getHeaders();
        // A backend that broke off between head and body has left its own headers here.
        headers.clear();
        RequestIdFilter.mark(headers, requestId);
        headers.set(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.setContentLength(document.length);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        if (failure instanceof BodyTooLarge tooLarge && tooLarge.isUnread()) {
            headers.set(HttpHeaders.CONNECTION, "close");
        }
        if (problem.status() == 401) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"orkestro\"");
        }
        if (retryAfter != null) {
            // Whole seconds, rounded up: a client that waits exactly this long is served.
            long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        return response.writeWith(Mono.just(response.bufferFactory().wrap(document)));
    }
}
