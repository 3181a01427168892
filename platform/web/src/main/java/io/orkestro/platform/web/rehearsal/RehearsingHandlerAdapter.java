package io.orkestro.platform.web.rehearsal;

import io.orkestro.platform.web.request.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Calls controllers, and rehearses where the token says so. Here, because here it is known whose method it is, and no
 * argument has been read yet.
 */
final class RehearsingHandlerAdapter extends RequestMappingHandlerAdapter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final ObjectProvider<Rehearsals> rehearsals;

    /** @param rehearsals none where there is no database; then nothing that writes is rehearsed */
    RehearsingHandlerAdapter(ObjectProvider<Rehearsals> rehearsals) {
        this.rehearsals = rehearsals;
    }

    @Override
    protected @Nullable ModelAndView handleInternal(
            HttpServletRequest request, HttpServletResponse response, HandlerMethod handler) throws Exception {
        if (!Callers.isRehearsal(request)) {
            return super.handleInternal(request, response, handler);
        }
        if (READS.contains(request.getMethod())) {
            return Rehearsal.<@Nullable ModelAndView>as(
                    Rehearsal.Extent.READS, () -> super.handleInternal(request, response, handler));
        }
        Rehearsals rehearsing = rehearsals.getIfAvailable();
        if (rehearsing == null || !handler.hasMethodAnnotation(Rehearsable.class)) {
            throw new NotRehearsed(request.getMethod(), request.getRequestURI());
        }
        // The answer leaves when all is undone: a reader that is slow would hold up everybody else.
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        ModelAndView view =
                rehearsing.<@Nullable ModelAndView>rolledBack(() -> super.handleInternal(request, answer, handler));
        answer.copyBodyToResponse();
        return view;
    }
}
