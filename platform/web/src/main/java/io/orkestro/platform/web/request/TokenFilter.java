package io.orkestro.platform.web.request;

import io.orkestro.platform.web.problem.Problem;
import io.orkestro.platform.web.token.DecisionToken;
import io.orkestro.platform.web.token.TokenVerifier;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets nothing in but what the edge signed for this application; health alone is open. */
final class TokenFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = Caller.class.getName();

    private final TokenVerifier verifier;
    private final JsonMapper json;

    TokenFilter(TokenVerifier verifier, JsonMapper json) {
        this.verifier = verifier;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/health") || Callers.isAdmittedWithoutToken(request);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<DecisionToken> token = verifier.verify(request.getHeader(DecisionToken.HEADER));
        if (token.isEmpty()) {
            refuse(request, response);
            return;
        }
        request.setAttribute(ATTRIBUTE, new Caller(token.get()));
        chain.doFilter(request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = Problem.of(
                401,
                "unauthenticated",
                "Not authenticated",
                "Requests reach this application through the edge alone.",
                RequestIdFilter.idOf(request),
                List.of());
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    static @Nullable Caller callerOf(HttpServletRequest request) {
        return (Caller) request.getAttribute(ATTRIBUTE);
    }
}
