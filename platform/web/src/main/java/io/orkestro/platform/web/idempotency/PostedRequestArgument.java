package io.orkestro.platform.web.idempotency;

import io.orkestro.platform.web.problem.Malformed;
import io.orkestro.platform.web.request.Callers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.json.JsonMapper;

/** Hands controllers the {@link PostedRequest}. */
final class PostedRequestArgument implements HandlerMethodArgumentResolver {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final JsonMapper json;

    PostedRequestArgument(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PostedRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        String key = request.getHeader(PostedRequest.HEADER);
        if (key != null && !KEY.matcher(key).matches()) {
            throw new Malformed(
                    "invalid_idempotency_key",
                    "An Idempotency-Key is 1 to 255 visible ASCII characters without spaces.");
        }
        String query = request.getQueryString();
        String target = request.getMethod() + " " + request.getRequestURI() + (query == null ? "" : "?" + query);
        Fingerprint fingerprint = Fingerprint.of(target, BodyKeepingFilter.bodyOf(request), json);
        return new PostedRequest(Callers.of(request).name(), key, fingerprint);
    }
}
