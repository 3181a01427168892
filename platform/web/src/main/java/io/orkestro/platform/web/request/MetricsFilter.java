package io.orkestro.platform.web.request;

import io.orkestro.platform.observability.ActuatorPaths;
import io.orkestro.platform.observability.MetricsToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;

/** What Actuator tells beside health is for whoever shows the token of those who scrape; to others it is not there. */
final class MetricsFilter extends OncePerRequestFilter {

    private final MetricsToken token;

    MetricsFilter(MetricsToken token) {
        this.token = token;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ActuatorPaths.isGuarded(PathContainer.parsePath(request.getRequestURI()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!token.opens(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            response.sendError(HttpStatus.NOT_FOUND.value());
            return;
        }
        Callers.admitWithoutToken(request);
        chain.doFilter(request, response);
    }
}
