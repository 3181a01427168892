package io.orkestro.platform.web.internal;

import io.orkestro.platform.web.problem.Problem;
import io.orkestro.platform.web.request.Callers;
import io.orkestro.platform.web.request.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Keeps inside and outside apart: a peer with its token at the inner door, everybody else at the public one. */
final class InternalDoorFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final @Nullable InternalDoor door;
    private final PeerTokens tokens;
    private final JsonMapper json;
    private final ApplicationAvailability availability;

    /** @param door null where this application has none; then {@code /internal} is nowhere */
    InternalDoorFilter(
            @Nullable InternalDoor door, PeerTokens tokens, JsonMapper json, ApplicationAvailability availability) {
        this.door = door;
        this.tokens = tokens;
        this.json = json;
        this.availability = availability;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean inside = door != null && door.isWhere(request);
        if (inside != InternalDoor.isWanted(request)) {
            refuse(response, 404, "not_found", "Not found", "There is nothing at this address.");
            return;
        }
        if (inside) {
            Optional<String> peer = tokens.verify(bearer(request));
            if (peer.isEmpty()) {
                refuse(response, 401, "unauthenticated", "Not authenticated", "Only a peer's token opens this door.");
                return;
            }
            request.setAttribute(PeerApplication.ATTRIBUTE, new PeerApplication(peer.get()));
            Callers.admitWithoutToken(request);
            if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC) {
                // Answered all the same; but whoever knows of another place goes there next time.
                response.setHeader(HttpHeaders.CONNECTION, "close");
            }
            InternalDoor.enter();
        }
        try {
            chain.doFilter(request, response);
        } finally {
            InternalDoor.leave();
        }
    }

    private static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
    }

    private void refuse(HttpServletResponse response, int status, String code, String title, String detail)
            throws IOException {
        Problem problem = Problem.of(status, code, title, detail, MDC.get(RequestIds.LOG_FIELD), List.of());
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
