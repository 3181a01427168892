package io.orkestro.gateway.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the next page says about what was done, once. */
public final class Notes {

    private static final String NOTE = "note";

    private Notes() {}

    public static void leave(HttpServletRequest request, String words) {
        request.getSession().setAttribute(NOTE, words);
    }

    public static Optional<String> take(HttpServletRequest request) {
        @Nullable Object note = request.getSession().getAttribute(NOTE);
        request.getSession().removeAttribute(NOTE);
        return Optional.ofNullable(note).map(Object::toString);
    }
}
