package io.orkestro.platform.web.request;

import jakarta.servlet.http.HttpServletRequest;

/** The caller of a request, for code that is not a controller. */
public final class Callers {

    private Callers() {}

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
