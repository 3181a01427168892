package io.orkestro.platform.web.request;

import io.orkestro.platform.observability.Traces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Puts what a request is about, the {@code {id}} of its route, into the log context. */
final class SubjectInterceptor implements AsyncHandlerInterceptor {

    private static final String VARIABLE = "id";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String subject = subjectOf(request);
        if (subject != null) {
            MDC.put(Traces.SUBJECT, subject);
        }
        return true;
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        MDC.remove(Traces.SUBJECT);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        MDC.remove(Traces.SUBJECT);
    }

    static @Nullable String subjectOf(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get(VARIABLE) instanceof String subject
                ? subject
                : null;
    }
}
