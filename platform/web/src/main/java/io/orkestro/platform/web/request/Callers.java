package io.orkestro.platform.web.request;

import jakarta.servlet.http.HttpServletRequest;

/** The caller of a request, for code that is not a controller. */
public final class Callers {

    private static final String ADMITTED = Callers.class.getName() + ".admitted";

    private Callers() {}

    /** For another door than the edge's, which has checked for itself whom it lets in; the request has no caller. */
    public static void admitWithoutToken(HttpServletRequest request) {
        request.setAttribute(ADMITTED, true);
    }

    static boolean isAdmittedWithoutToken(HttpServletRequest request) {
        return request.getAttribute(ADMITTED) != null;
    }

    /** Whether it is only to be answered as if; false where it has no caller. */
    public static boolean isRehearsal(HttpServletRequest request) {
        Caller caller = TokenFilter.callerOf(request);
        return caller != null && caller.isRehearsal();
    }

    /**
     * @throws IllegalStateException on requests that need no token, such as health
     */
    public static Caller of(HttpServletRequest request) {
        Caller caller = TokenFilter.callerOf(request);
        if (caller == null) {
            throw new IllegalStateException("This request has no caller; it did not pass the token filter");
        }
        return caller;
    }
}
